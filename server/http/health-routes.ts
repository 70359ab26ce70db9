import { Hono } from 'hono';
import type { Metrics } from '../observability/metrics.ts';
import type { StoreDirectory } from '../stores/index.ts';
import type { AppEnv } from './app-env.ts';

export interface HealthDeps {
  ping(): Promise<void>;
  directory: StoreDirectory;
  metrics: Metrics;
  /** Brings those figures up to date that nobody counts: what waits. */
  measure(): Promise<void>;
}

const uncached = { 'cache-control': 'no-store' };

/**
 * `/livez`: the process answers. `/readyz`: it can also accept messages, so the database answers.
 * `/metrics`: Prometheus text; keep it from the public at your proxy.
 */
export function healthRoutes({ ping, directory, metrics, measure }: HealthDeps) {
  const app = new Hono<AppEnv>();
  app.get('/livez', (c) => c.json({ status: 'ok' }, 200, uncached));
  app.get('/readyz', async (c) => {
    try {
      await ping();
    } catch {
      // Why it does not answer stands in the log of whoever asked it for something.
      return c.json({ status: 'unavailable', database: 'unreachable' }, 503, uncached);
    }
    return c.json({ status: 'ok', database: 'ok' }, 200, uncached);
  });
  app.get('/metrics', async (c) => {
    await measure();
    metrics.stores.set(directory.size());
    return c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType });
  });
  return app;
}
