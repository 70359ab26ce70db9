import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { confirmIdentity } from './chat-sessions/index.ts';
import type { Config } from './config.ts';
import { pollAttributes, writeAttributes } from './customer-attributes/index.ts';
import type { Database } from './db/database.ts';
import { type OpenDatabase, openDatabase } from './db/open-database.ts';
import { createSecrets, type Secrets } from './db/secrets.ts';
import { createClientAddress } from './http/client-address.ts';
import { listen } from './http/listen.ts';
import { startJobRunner } from './jobs/jobs.ts';
import { createLogger } from './observability/logger.ts';
import { createMetrics } from './observability/metrics.ts';
import { deleteExpired } from './retention/delete-expired.ts';
import {
  accountClientOf,
  createStoreDirectory,
  readWidgetAssets,
  rememberChunks,
  type WidgetAssets,
  widgetClientOf,
} from './stores/index.ts';
import { deliverMessages, type SubmissionDeps, sweepDeliveries } from './submissions/index.ts';

export interface RunningServer {
  /** Where it listens; `publicUrl` is where browsers find it. */
  url: string;
  port: number;
  /** Lets requests and jobs end, closes the database. Safe to call twice. */
  stop(): Promise<void>;
  /** For work on stores in this process: on the embedded database nobody else can do any. */
  database: Database;
  secrets: Secrets;
  /** Serves what was just changed at once. */
  refreshStores(): Promise<void>;
}

/** How many batches of sessions are delivered at a time in this process. */
const deliveryConcurrency = 4;

/** A request that takes longer than this has no reader any more. Files that pass the guard take their time. */
const requestTimeoutMs = { alone: 30_000, withGuard: 300_000 };

/**
 * Opens the database, starts the jobs and listens.
 * @throws Error that says what to do: directory in use, database not migrated, port taken.
 */
export async function startServer(
  config: Config,
  logger: Logger = createLogger(config.logLevel),
): Promise<RunningServer> {
  const assets = readWidgetAssets();
  const opened = await openDatabase(config.database);
  // What was started so far, last first: undone when a later part does not start, and at the stop.
  const closers: (() => Promise<void> | void)[] = [opened.close];
  try {
    return await start(config, logger, assets, opened, closers);
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

async function start(
  config: Config,
  logger: Logger,
  assets: WidgetAssets,
  { database, queueConnection, ping }: OpenDatabase,
  closers: (() => Promise<void> | void)[],
): Promise<RunningServer> {
  const metrics = createMetrics();
  const secrets = createSecrets(config.encryptionKeys);
  const jobs = await startJobRunner({ connection: queueConnection, logger, metrics, concurrency: deliveryConcurrency });
  closers.unshift(() => jobs.stop(config.stopTimeoutMs));
  const directory = await createStoreDirectory(database, assets, config.publicUrl);
  const deps: SubmissionDeps = {
    database,
    secrets,
    jobs,
    directory,
    metrics,
    logger,
    widgetClient: widgetClientOf,
    accountClient: (storeId, requestId) => accountClientOf(database, secrets, storeId, requestId),
    now: () => new Date(),
    ...config.delivery,
  };
  const retention = { database, retentionDays: config.retentionDays, now: deps.now };
  await rememberChunks(database, assets);
  await jobs.work({
    'deliver-messages': (job) => deliverMessages(deps, job),
    'confirm-identity': (job) => confirmIdentity(deps, job),
    'write-customer-attributes': (job) => writeAttributes(deps, job),
    'poll-customer-attributes': async () => void (await pollAttributes(deps)),
    'sweep-deliveries': async () => void (await sweepDeliveries(deps)),
    retention: async () => logger.info({ deleted: await deleteExpired(retention) }, 'retention'),
  });
  await sweepDeliveries(deps);
  closers.unshift(directory.watch(config.settingsRefreshMs, logger));

  const { host, guard } = config;
  const clientAddress = createClientAddress(config.trustProxy);
  const app = createApp({ ...deps, clientAddress, assets, ping, ...(guard && { guard }) });
  const timeoutMs = guard ? requestTimeoutMs.withGuard : requestTimeoutMs.alone;
  const { port, close } = await listen(app.fetch, { host, port: config.port, requestTimeoutMs: timeoutMs });
  closers.unshift(() => close(config.stopTimeoutMs));
  logger.info({ port, publicUrl: config.publicUrl, stores: directory.size() }, 'listening');

  let stopping: Promise<void> | undefined;
  return {
    url: `http://${host}:${port}`,
    port,
    stop: () => (stopping ??= closeAll(closers)),
    database,
    secrets,
    refreshStores: directory.refresh,
  };
}

/** One after the other, all of them: a part that does not close must not keep the database open. */
async function closeAll(closers: (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped.');
}
