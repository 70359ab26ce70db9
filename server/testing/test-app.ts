import { pino } from 'pino';
import { createApp } from '../app.ts';
import { createBreakers } from '../chatwoot/index.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createSecrets } from '../db/secrets.ts';
import { createFileStore } from '../files/index.ts';
import type { JobData, QueueName } from '../jobs/queues.ts';
import { createMetrics } from '../observability/metrics.ts';
import {
  accountClientOf,
  createStoreDirectory,
  type StoreChangeDeps,
  type WidgetAssets,
  widgetClientOf,
} from '../stores/index.ts';
import type { SubmissionDeps } from '../submissions/index.ts';

interface EnqueuedJob {
  queue: QueueName;
  data: JobData[QueueName];
  delayMs: number;
}

export const testAssets: WidgetAssets = {
  loader: '(function(){var s=__SETTINGS__;window.loaded=s})();',
  path: '/assets/*.abc.js',
  languages: { en: 'Chat with us', nl: 'Chat met ons' },
  files: new Map([['composer.abc.js', 'export const composer = true;']]),
};

/** The whole application on a test's database, with jobs that wait to be run by hand and a clock that is moved by hand. */
export async function createTestApp(
  opened: OpenDatabase,
  assets: WidgetAssets = testAssets,
  logger = pino({ level: 'silent' }),
) {
  const jobs: EnqueuedJob[] = [];
  const clock = { now: new Date() };
  const secrets = createSecrets([{ id: 'test', key: Buffer.alloc(32, 7) }]);
  const directory = await createStoreDirectory(opened.database, assets, 'https://chat.example');
  const deps: SubmissionDeps = {
    database: opened.database,
    secrets,
    directory,
    metrics: createMetrics(),
    logger,
    jobs: {
      async enqueue(_tx, queue, data, { delayMs = 0 } = {}) {
        jobs.push({ queue, data, delayMs });
      },
    },
    widgetClient: widgetClientOf,
    accountClient: (storeId, requestId, options) =>
      accountClientOf(opened.database, secrets, storeId, requestId, options),
    now: () => clock.now,
    mail: { server: null, mayBeInternal: true, replyAfterMs: 120_000 },
    files: createFileStore(opened.database),
    // The clock is moved by hand: one that has been away is asked again at once.
    breakers: createBreakers({ probeAfterMs: 0 }),
    settleMs: 60_000,
    leaseMs: 30_000,
    giveUpMs: 7 * 86_400_000,
    awaitSessionMs: 20_000,
  };
  const app = createApp({ ...deps, clientAddress: () => '203.0.113.9', assets, ping: opened.ping });
  const changes: StoreChangeDeps = {
    database: opened.database,
    secrets,
    actor: 'test',
    textPacks: () => Object.keys(assets.languages),
  };
  return { app, deps, jobs, clock, changes };
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;
