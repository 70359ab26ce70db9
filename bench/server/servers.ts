/**
 * A process of its own: our server and the bare ones, side by side on one database, so that both have the same. The
 * load comes from the process that started it. Says on the channel where they listen, and ends when that closes.
 */
import { get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createAdaptorServer } from '@hono/node-server';
import { destination } from 'pino';
import { createApp } from '../../server/app.ts';
import { createBreakers } from '../../server/chatwoot/index.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { createSecrets } from '../../server/db/secrets.ts';
import { createFileStore } from '../../server/files/index.ts';
import { createClientAddress } from '../../server/http/client-address.ts';
import { rotateIdentityKey } from '../../server/identity/index.ts';
import { startJobRunner } from '../../server/jobs/jobs.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { createMetrics } from '../../server/observability/metrics.ts';
import { createSetupStore, provisionStore } from '../../server/provisioning/index.ts';
import {
  accountClientOf,
  addStore,
  createStoreDirectory,
  readWidgetAssets,
  widgetClientOf,
} from '../../server/stores/index.ts';
import { bareHono } from './bare-hono.ts';
import { bareNode } from './bare-node.ts';
import { type ServersStarted, shopOrigin, storeKey } from './stage.ts';

const [chatwootUrl = '', platformToken = ''] = process.argv.slice(2);

// Lines are written, and by the way that production writes them; where to is nobody's business here.
const logger = createLogger('info', destination({ dest: '/dev/null', sync: true }));
const { database, queueConnection, ping } = await openDatabase({ kind: 'pglite', dataDir: 'memory://' });
const secrets = createSecrets([{ id: 'bench', key: Buffer.alloc(32, 7) }]);
const metrics = createMetrics();
const jobs = await startJobRunner({ connection: queueConnection, logger, metrics, concurrency: 4 });
const assets = readWidgetAssets();
const keys = await addBenchStore();
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
};

const app = createApp({ ...deps, clientAddress: createClientAddress(['loopback']), assets, ping });
const ours = await listen(createAdaptorServer({ fetch: app.fetch }) as Server);
const hono = await listen(createAdaptorServer({ fetch: bareHono(deps).fetch }) as Server);
const node = await listen(await sameAnswer(`http://127.0.0.1:${ours}/w/${storeKey}.js`));
process.on('disconnect', () => process.exit());
process.send?.({ ours, hono, node, ...keys } satisfies ServersStarted);

async function addBenchStore() {
  const changes = { database, secrets, actor: 'bench', textPacks: () => Object.keys(assets.languages) };
  const input = { key: storeKey, name: 'Bench', origins: [shopOrigin] };
  const store = await addStore(changes, input, { baseUrl: chatwootUrl, platformToken });
  await provisionStore({ store: createSetupStore(database, secrets) }, store.id, { adminEmail: 'ana@shop.example' });
  return {
    apiKey: await rotateIdentityKey(changes, storeKey, 'api'),
    proofKey: await rotateIdentityKey(changes, storeKey, 'proof'),
  };
}

/** A server that answers as ours does to a browser, byte by byte; only what comes with the connection is its own. */
async function sameAnswer(url: string): Promise<Server> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, resolve).on('error', reject);
  });
  const body = await buffer(answer);
  const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...headers } = answer.headers;
  return bareNode(answer.statusCode ?? 0, headers, body);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
