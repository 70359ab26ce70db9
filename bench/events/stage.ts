import { destination } from 'pino';
import type { EventBatch } from '../../contract/events.ts';
import { analyticsHandlers } from '../../server/analytics/index.ts';
import { createApp } from '../../server/app.ts';
import { createBreakers } from '../../server/chatwoot/index.ts';
import { createSecrets } from '../../server/db/secrets.ts';
import { recordEvents } from '../../server/events/index.ts';
import { createFileStore } from '../../server/files/index.ts';
import { listen } from '../../server/http/listen.ts';
import { rotateIdentityKey } from '../../server/identity/index.ts';
import { startJobRunner } from '../../server/jobs/jobs.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { createMetrics } from '../../server/observability/metrics.ts';
import {
  accountClientOf,
  createStoreDirectory,
  type ServedStore,
  type WidgetAssets,
  widgetClientOf,
} from '../../server/stores/index.ts';
import { createUndoList } from '../page/undo-list.ts';
import { shopOrigin } from './batches.ts';
import type { BenchDatabase } from './databases.ts';

/** The whole app on a database of its own, and what the bench does with it. */
export interface Stage extends BenchDatabase {
  app: ReturnType<typeof createApp>;
  /** Where it listens. */
  port: number;
  /** Takes a batch as its route does, once the body has been read. */
  record(store: ServedStore, batch: EventBatch): Promise<unknown>;
  /** The jobs that sum up. */
  analytics: ReturnType<typeof analyticsHandlers>;
  /** How many events it has stored since it started. */
  stored(): Promise<number>;
  /** So many stores that take events, at least; the same ones every time. */
  addStores(count: number): Promise<ServedStore[]>;
  /** A key with which a store's numbers may be asked for. */
  apiKeyOf(store: ServedStore): Promise<string>;
}

/** No page is loaded here: of the browser's part there is as little as a directory of stores needs. */
const assets: WidgetAssets = {
  loader: '(function(){var s=__SETTINGS__})();',
  path: '/assets/*.bench.js',
  languages: { en: 'Chat' },
  files: new Map(),
};

/** Callers enough that none of them asks more often than a browser may. */
const callers = 5000;

export async function startStage(opening: Promise<BenchDatabase>): Promise<Stage> {
  const bench = await opening;
  const undo = createUndoList();
  undo.add(bench.stop);
  try {
    return { ...bench, ...(await startApp(bench, undo.add)), stop: undo.run };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

async function startApp({ opened, asOwner }: BenchDatabase, onStop: (step: () => unknown) => void) {
  const { database, queueConnection, ping } = opened;
  // Lines are written, and by the way that production writes them; where to is nobody's business here.
  const logger = createLogger('info', destination({ dest: '/dev/null', sync: true }));
  const metrics = createMetrics();
  const jobs = await startJobRunner({ connection: queueConnection, logger, metrics, concurrency: 1 });
  onStop(() => jobs.stop(1000));
  const secrets = createSecrets([{ id: 'bench', key: Buffer.alloc(32, 7) }]);
  const directory = await createStoreDirectory(database, assets, 'https://chat.example');
  const deps = {
    database,
    secrets,
    jobs,
    directory,
    metrics,
    logger,
    widgetClient: widgetClientOf,
    accountClient: (storeId: string, requestId: string) => accountClientOf(database, secrets, storeId, requestId),
    files: createFileStore(database),
    breakers: createBreakers(),
    mail: { server: null, mayBeInternal: false, replyAfterMs: 120_000 },
    now: () => new Date(),
    settleMs: 60_000,
    leaseMs: 30_000,
    giveUpMs: 7 * 86_400_000,
    awaitSessionMs: 5000,
    clientAddress: createAddresses(),
    assets,
    ping,
  };
  const app = createApp(deps);
  const { port, close } = await listen(app.fetch, { host: '127.0.0.1', port: 0, requestTimeoutMs: 60_000 });
  onStop(() => close(0));

  return {
    app,
    port,
    record: (store: ServedStore, batch: EventBatch) => recordEvents(deps, store, batch, 'bench'),
    analytics: analyticsHandlers({ database, logger, now: () => new Date() }),
    async stored() {
      const { values } = await metrics.events.get();
      return values.find(({ labels }) => labels.result === 'accepted')?.value ?? 0;
    },
    async addStores(count: number): Promise<ServedStore[]> {
      await asOwner(`insert into stores (key, name, origins, is_tracking_on)
        select 'bench-' || n, 'Bench', array['${shopOrigin}'], true from generate_series(1, ${count}) n
        on conflict do nothing; analyze stores`);
      await directory.refresh();
      return Array.from({ length: count }, (_, index) => {
        const store = directory.find(`bench-${index + 1}`);
        if (!store) throw new Error('A store that was added is not there.');
        return store;
      });
    },
    apiKeyOf: ({ key }: ServedStore) => rotateIdentityKey({ database, secrets, actor: 'bench' }, key, 'api'),
  };
}

function createAddresses(): () => string {
  let asked = 0;
  return () => {
    asked = (asked + 1) % callers;
    return `10.1.${asked >> 8}.${asked & 255}`;
  };
}
