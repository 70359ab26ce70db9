import type { JobHandlers } from '../jobs/jobs.ts';
import type { ActivityServer } from './activity-deps.ts';
import { clearActivity } from './clear-activity.ts';
import { createDefinitions } from './definitions.ts';
import { createFairShare, type FairShareOptions } from './fair-share.ts';
import { showActivity } from './show-activity.ts';

/** The jobs of this folder, with what they remember in this process. */
export function activityHandlers(
  server: ActivityServer,
  share: Omit<FairShareOptions, 'now'> = {},
): Pick<JobHandlers, 'show-activity' | 'clear-activity'> {
  const { now } = server;
  const deps = { ...server, share: createFairShare({ now, ...share }), definitions: createDefinitions(server) };
  return {
    'show-activity': (job) => showActivity(deps, job),
    'clear-activity': (job) => clearActivity(deps, job),
  };
}
