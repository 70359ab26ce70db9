import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { type OpenDatabase, openDatabase } from './db/open-database.ts';
import { createSecrets, type Secrets } from './db/secrets.ts';
import { createClientAddress } from './http/client-address.ts';
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

/** A request that takes longer than this has no reader any more. */
const serverOptions = {
  requestTimeout: 30_000,
  // Longer than proxies keep a connection that nobody uses: else a request may meet one that we are closing, and a
  // shopper a 502.
  keepAliveTimeout: 75_000,
};

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
    'sweep-deliveries': async () => void (await sweepDeliveries(deps)),
    retention: async () => logger.info({ deleted: await deleteExpired(retention) }, 'retention'),
  });
  await sweepDeliveries(deps);
  closers.unshift(directory.watch(config.settingsRefreshMs, logger));

  const app = createApp({ ...deps, clientAddress: createClientAddress(config.trustProxy), assets, ping });
  const server = await listen(app.fetch, config.host, config.port);
  closers.unshift(() => closeServer(server, config.stopTimeoutMs));
  const { port } = server.address() as AddressInfo;
  logger.info({ port, publicUrl: config.publicUrl, stores: directory.size() }, 'listening');

  let stopping: Promise<void> | undefined;
  return {
    url: `http://${config.host}:${port}`,
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

function listen(fetch: Parameters<typeof serve>[0]['fetch'], hostname: string, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname, port, serverOptions }, () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port} is taken. Stop what uses it, or choose another with PORT.`) : error);
    });
  });
}

/** No new connections; the running requests may end. What is left after the time is cut. */
function closeServer(server: ServerType, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), timeoutMs).unref();
  });
}
