import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { GuardConfig } from '../config.ts';
import { setAnswerHeaders } from '../http/answer-headers.ts';
import type { AppEnv } from '../http/app-env.ts';
import { createClientAddress } from '../http/client-address.ts';
import { handleErrors, handleNotFound } from '../http/error-response.ts';
import { listen } from '../http/listen.ts';
import { requestLog, requestLogger } from '../http/request-log.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { guardRoutes } from './guard-routes.ts';

export interface RunningGuard {
  url: string;
  stop(): Promise<void>;
}

/** A file from a slow line takes its time. */
const requestTimeoutMs = 300_000;

/**
 * Starts the guard as a process of its own: no database, no keys. `/livez` says that it runs.
 * @throws Error that says what to do, when the port is taken.
 */
export async function startGuard(
  config: GuardConfig,
  logger: Logger = createLogger(config.logLevel),
): Promise<RunningGuard> {
  const { host, port, trustProxy, guard, stopTimeoutMs } = config;
  const app = new Hono<AppEnv>();
  app.onError(handleErrors(logger));
  app.notFound(handleNotFound);
  app.use(requestLog(logger, createMetrics(), createClientAddress(trustProxy)), requestLogger(logger));
  app.use(requestLogger(logger), setAnswerHeaders);
  app.get('/livez', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }));
  app.route('/', guardRoutes(guard));

  const listening = await listen(app.fetch, { host, port, requestTimeoutMs });
  logger.info({ port: listening.port }, 'guarding');
  return { url: `http://${host}:${listening.port}`, stop: () => listening.close(stopTimeoutMs) };
}
