import type { AnalyticsQuery } from '../../contract/analytics.ts';
import { askedSpan } from './read-analytics.ts';
import { type AnalyticsDeps, sumDays } from './sum-days.ts';
import { type Day, dayOf } from './utc-days.ts';

/**
 * Counts days of a store again from whatever is kept of them. A day whose rows are partly gone stays as it is.
 * @param messageDays how long messages are kept: `RETENTION_DAYS`
 * @returns the days that were counted
 * @throws AppError `invalid_request` when the days make no sense, or are too many
 */
export function recomputeAnalytics(
  deps: AnalyticsDeps,
  storeId: string,
  query: AnalyticsQuery,
  messageDays: number,
): Promise<Day[]> {
  return sumDays(deps, askedSpan(storeId, query, dayOf(deps.now())), messageDays);
}
