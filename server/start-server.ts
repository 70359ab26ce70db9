import type { Logger } from 'pino';
import { activityHandlers } from './activity/index.ts';
import { analyticsHandlers } from './analytics/index.ts';
import { createApp } from './app.ts';
import { confirmIdentity } from './chat-sessions/index.ts';
import { createBreakers } from './chatwoot/index.ts';
import type { Config } from './config.ts';
import { pollAttributes, writeAttributes } from './customer-attributes/index.ts';
import type { Database } from './db/database.ts';
import { type OpenDatabase, openDatabase } from './db/open-database.ts';
import { createSecrets, type Secrets } from './db/secrets.ts';
import { ensureEventPartitions } from './events/index.ts';
import { createFileStore, createS3Bucket } from './files/index.ts';
import { createClientAddress } from './http/client-address.ts';
import { listen } from './http/listen.ts';
import { connectRedis } from './http/redis.ts';
import { fairShare, type JobHandlers, startJobRunner } from './jobs/jobs.ts';
import { sweepMails } from './mail/index.ts';
import { mailHandlers } from './mail-handlers.ts';
import { createLogger } from './observability/logger.ts';
import { createMetrics } from './observability/metrics.ts';
import { deleteExpired } from './retention/delete-expired.ts';
import { deleteContactsJob } from './shopify/index.ts';
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

/** Puts other parts in the place of ours: for `chaos/`, which takes guards out to see that it would notice. */
export interface ServerChanges {
  deps?(deps: SubmissionDeps): SubmissionDeps;
  handlers?(handlers: JobHandlers, deps: SubmissionDeps): JobHandlers;
}

const noChanges: Required<ServerChanges> = { deps: (deps) => deps, handlers: (handlers) => handlers };

/** How many batches of sessions are delivered at a time in this process. */
const deliveryConcurrency = 4;

/** After trouble in the queue what it may have let lie is looked for, and not again and again while it lasts. */
const troubleMs = 2000;

/** Of several Chatwoots none may have all that this process does at a time: one that hangs must not hold up the others. */
function shareOfOne(installations: number): number {
  return installations > 1 ? fairShare : Number.POSITIVE_INFINITY;
}

/** A request that takes longer than this has no reader any more. Files over a slow line take their time. */
const requestTimeoutMs = 300_000;

/**
 * Opens the database, starts the jobs and listens.
 * @throws Error that says what to do: directory in use, database not migrated, port taken.
 */
export async function startServer(
  config: Config,
  logger: Logger = createLogger(config.logLevel),
  changes: ServerChanges = {},
): Promise<RunningServer> {
  const assets = readWidgetAssets();
  const opened = await openDatabase(config.database);
  // What was started so far, last first: undone when a later part does not start, and at the stop.
  const closers: (() => Promise<void> | void)[] = [opened.close];
  try {
    return await start(config, logger, assets, opened, closers, { ...noChanges, ...changes });
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
  changes: Required<ServerChanges>,
): Promise<RunningServer> {
  const metrics = createMetrics();
  const secrets = createSecrets(config.encryptionKeys);
  const soon = createSoon(troubleMs, () => handlers['sweep-deliveries']({}));
  const jobs = await startJobRunner({
    connection: queueConnection,
    logger,
    metrics,
    concurrency: deliveryConcurrency,
    onTrouble: soon.ask,
  });
  closers.unshift(() => jobs.stop(config.stopTimeoutMs), soon.stop);
  const directory = await createStoreDirectory(database, assets, config.publicUrl);
  const deps = changes.deps({
    database,
    secrets,
    jobs,
    directory,
    metrics,
    logger,
    widgetClient: widgetClientOf,
    accountClient: (storeId, requestId, options) => accountClientOf(database, secrets, storeId, requestId, options),
    files: createFileStore(database, config.filesBucket && createS3Bucket(config.filesBucket)),
    breakers: createBreakers({ mostAtOnce: () => shareOfOne(directory.installations()) }),
    now: () => new Date(),
    mail: config.mail,
    ...config.delivery,
  });
  const retention = { ...deps, retentionDays: config.retentionDays };
  await rememberChunks(database, assets);
  await ensureEventPartitions(deps);
  const handlers: JobHandlers = changes.handlers(
    {
      'deliver-messages': (job) => deliverMessages(deps, job),
      'confirm-identity': (job) => confirmIdentity(deps, job),
      'write-customer-attributes': (job) => writeAttributes(deps, job),
      'delete-contacts': (job) => deleteContactsJob(deps, job),
      'poll-customer-attributes': async () => void (await pollAttributes(deps)),
      'sweep-deliveries': async () => void (await sweepDeliveries(deps)),
      // Less patient than deliveries: what it takes for an outage must not hold up a message.
      ...activityHandlers({ ...deps, breakers: createBreakers() }),
      ...mailHandlers(deps),
      ...analyticsHandlers(deps),
      retention: async () => logger.info({ deleted: await deleteExpired(retention) }, 'retention'),
    },
    deps,
  );
  await jobs.work(handlers);
  await sweepDeliveries(deps);
  await sweepMails(deps);
  closers.unshift(directory.watch(config.settingsRefreshMs, logger));

  const { host, guard, redisUrl } = config;
  const redis = redisUrl ? await connectRedis({ url: redisUrl, secrets, logger }) : undefined;
  closers.unshift(() => redis?.close());

  const clientAddress = createClientAddress(config.trustProxy);
  const app = createApp({ ...deps, redis, clientAddress, assets, ping, ...(guard && { guard }) });
  const { port, close } = await listen(app.fetch, { host, port: config.port, requestTimeoutMs });
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

/** Does something a while after it was asked for, once for all who ask meanwhile. What fails is done by the next sweep. */
function createSoon(delayMs: number, act: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    timer = undefined;
    await act();
  };
  return {
    ask() {
      timer ??= setTimeout(() => run().catch(() => {}), delayMs).unref();
    },
    stop: () => clearTimeout(timer),
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
