import type { LimitDeps } from '../http/rate-limit.ts';
import type { IdentityDeps } from '../identity/index.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Metrics } from '../observability/metrics.ts';

export interface EventDeps extends IdentityDeps, LimitDeps {
  jobs: Jobs;
  metrics: Metrics;
}
