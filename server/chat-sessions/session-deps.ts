import type { Logger } from 'pino';
import type { AccountClient, WidgetClient } from '../chatwoot/index.ts';
import type { Database } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { AccountClientOptions, ServedStore, WidgetClientOptions } from '../stores/index.ts';

export interface SessionDeps {
  database: Database;
  secrets: Secrets;
  /** The widget API of a store's website inbox. @throws ChatwootError `not-found` when set-up has made none yet. */
  widgetClient(store: ServedStore, options: WidgetClientOptions): WidgetClient;
  /** The store's account at Chatwoot, as its administrator; null until set-up has one. */
  accountClient(storeId: string, requestId: string, options?: AccountClientOptions): Promise<AccountClient | null>;
  jobs: Jobs;
  metrics: Metrics;
  logger: Logger;
  now(): Date;
  /** How long delivery waits for the page's own session before it makes one, milliseconds. */
  awaitSessionMs: number;
}
