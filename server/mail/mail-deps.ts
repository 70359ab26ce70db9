import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { StoreDirectory } from '../stores/index.ts';

/** How mail leaves this server, as the operator set it. */
export interface MailSettings {
  /** Sends for every store that has no sender of its own; null: those stores send none. */
  server: { smtpUrl: string; from: string } | null;
  /** Whether a store's own mail server may stand in our network: on laptops and in tests. */
  mayBeInternal: boolean;
  /** How long an agent's answer waits to be seen before it is mailed, milliseconds. */
  replyAfterMs: number;
}

export interface MailDeps {
  database: Database;
  secrets: Secrets;
  jobs: Jobs;
  directory: StoreDirectory;
  logger: Logger;
  mail: MailSettings;
  now(): Date;
}
