import type { JobHandlers } from '../jobs/jobs.ts';
import { type SumAnalyticsDeps, sumAnalytics, sumLateAnalytics } from './sum-analytics.ts';

/** What this folder does in the background. */
export function analyticsHandlers(deps: SumAnalyticsDeps) {
  return {
    'sum-analytics': async () => void (await sumAnalytics(deps)),
    'sum-late-analytics': async () => void (await sumLateAnalytics(deps)),
  } satisfies Partial<JobHandlers>;
}
