import type { Logger } from 'pino';
import type { SessionDeps } from '../chat-sessions/index.ts';
import type { AccountClient } from '../chatwoot/index.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { StoreDirectory } from '../stores/index.ts';

export interface SubmissionDeps extends SessionDeps {
  jobs: Jobs;
  directory: StoreDirectory;
  metrics: Metrics;
  logger: Logger;
  /** The store's account at Chatwoot, as its administrator; null until set-up has one. */
  accountClient(storeId: string, requestId: string): Promise<AccountClient | null>;
  /** After an unclear ending Chatwoot may still be writing: look again only after this, milliseconds. */
  settleMs: number;
  /** A process that dies holds a visitor's messages up for this long, milliseconds. */
  leaseMs: number;
}

/** The most that a failed delivery waits for its next try. */
export const longestBackoffMs = 30_000;
