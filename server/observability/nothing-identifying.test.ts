import { sql } from 'drizzle-orm';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { type Logger, pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { activityHandlers } from '../activity/index.ts';
import { analyticsHandlers } from '../analytics/index.ts';
import { createApp } from '../app.ts';
import { confirmIdentity } from '../chat-sessions/index.ts';
import { pollAttributes, writeAttributes } from '../customer-attributes/index.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { challengeOf, rotateIdentityKey } from '../identity/index.ts';
import { customers } from '../identity/tables.ts';
import { type JobRunner, startJobRunner } from '../jobs/jobs.ts';
import { mailHandlers } from '../mail-handlers.ts';
import { deleteContactsJob } from '../shopify/index.ts';
import { deliverMessages, sweepDeliveries } from '../submissions/index.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { shopBackend } from '../testing/shop-backend.ts';
import { createTestApp, testAssets } from '../testing/test-app.ts';
import { createTestShop, platformToken, type TestShop } from '../testing/test-shop.ts';
import { createLogger } from './logger.ts';

const customerId = 'customer-8152';
const email = 'ann.of.the.hill@mail.example';
const words = 'My door code is 4471';

const logged: string[] = [];
const refusals: string[] = [];
const given: string[] = [];
let db: OpenDatabase;
let jobs: JobRunner;
let chatwoot: Awaited<ReturnType<typeof startChatwootBehindWire>>;
let test: Awaited<ReturnType<typeof createTestApp>>;
let app: ReturnType<typeof createApp>;
let shop: TestShop;
let backend: ReturnType<typeof shopBackend>;
let apiKey: string;
let isDatabaseBroken = false;

// As in production: its own redaction and its own way with errors.
const logger: Logger = createLogger('trace', { write: (line: string) => void logged.push(line) });

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db, testAssets, pino({ level: 'silent' }));
  chatwoot = await startChatwootBehindWire(platformToken);
  shop = await createTestShop(db, test, chatwoot.url);
  apiKey = await rotateIdentityKey(test.changes, shop.store.key, 'api');
  const proofKey = await rotateIdentityKey(test.changes, shop.store.key, 'proof');
  backend = shopBackend(proofKey, shop.store.key, () => test.clock.now);
  given.push(apiKey, proofKey);
  jobs = await startJobRunner({ connection: db.queueConnection, logger, metrics: test.deps.metrics, concurrency: 2 });
  const deps = { ...test.deps, database: breakable(), jobs, logger };
  app = createApp({ ...deps, clientAddress: () => '203.0.113.9', assets: testAssets, ping: db.ping });
  await jobs.work({
    'deliver-messages': (job) => deliverMessages(deps, job),
    'confirm-identity': (job) => confirmIdentity(deps, job),
    'write-customer-attributes': (job) => writeAttributes(deps, job),
    'poll-customer-attributes': async () => void (await pollAttributes(deps)),
    'sweep-deliveries': async () => void (await sweepDeliveries(deps)),
    ...activityHandlers(deps),
    'delete-contacts': (job) => deleteContactsJob(deps, job),
    ...mailHandlers(deps),
    ...analyticsHandlers(deps),
    retention: async () => {},
  });
});
afterAll(async () => {
  await jobs.stop(5000);
  await chatwoot.stop();
  await db.close();
});

/** Fails as a database does, with everything that it was given in its message. */
function breakable(): typeof db.database {
  const params = [customerId, email, words, ...given];
  const now = () => {
    if (isDatabaseBroken) throw new DrizzleQueryError('insert into …', params, new Error('connection lost'));
    return db.database;
  };
  return {
    inStore: async (storeId, work) => now().inStore(storeId, work),
    acrossStores: async (work) => now().acrossStores(work),
  };
}

async function send(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await app.request(`/v1/stores/${shop.store.key}${path}`, {
    method,
    headers: { origin: 'https://shop.example', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) refusals.push(text, JSON.stringify([...answer.headers]));
  return answer.status;
}

/** All that one customer does: their proof, a message, what the shop says of them; good or refused. */
async function everything() {
  const proof = await backend.prove(customerId);
  given.push(proof.jwt, proof.verifier, challengeOf(proof.verifier));
  const requestId = crypto.randomUUID();
  const page = { url: 'https://shop.example/cart', title: 'Cart' };
  const message = { requestId, sequence: 1, writtenAt: test.clock.now.getTime(), text: words, contact: { email } };
  const authorization = `Bearer ${apiKey}`;
  const wish = { customerId, challenge: challengeOf(proof.verifier) };
  return [
    await send('POST', '/chat-sessions', { requestId, page, ...proof }),
    await send('POST', '/chat-sessions', { requestId: crypto.randomUUID(), ...proof }),
    await send('POST', '/submissions', message, { 'idempotency-key': crypto.randomUUID() }),
    await send('POST', '/identity', proof),
    await send('POST', '/identity/proofs', wish, { authorization }),
    await send('POST', '/identity/proofs', { ...wish, challenge: email }, { authorization }),
    await send('PUT', '/customer-attributes', { customerId, tier: 'gold' }, { authorization }),
    await send('PUT', '/customer-attributes', { customerId, tier: { email } }, { authorization }),
    await send('PUT', '/customer-attributes', { customerId }, { authorization: `${authorization}x` }),
  ];
}

async function jobRows(): Promise<string> {
  const { rows } = await db.database.acrossStores((tx) => tx.execute(sql`select name, data, output from pgboss.job`));
  return JSON.stringify(rows);
}

it('logs, job rows and refusals name no customer, no address, no words, no key and no proof', async () => {
  const statuses = await everything();
  expect(statuses.slice(0, 3)).toEqual([200, 200, 202]);
  await expect.poll(async () => (await shop.desk()).flat(), { timeout: 20_000 }).toContain(words);
  chatwoot.set('cut');
  await everything();
  chatwoot.set(500);
  await everything();
  chatwoot.set('pass');
  isDatabaseBroken = true;
  expect(await everything()).toContain(500);
  isDatabaseBroken = false;

  const rows = await jobRows();
  const [customer] = await db.database.inStore(shop.store.id, (tx) => tx.select().from(customers));
  const secrets = [customerId, email, words, customer?.identifier ?? 'none', ...given];
  for (const [what, text] of Object.entries({ logged: logged.join('\n'), rows, refusals: refusals.join('\n') })) {
    expect(text.length).toBeGreaterThan(500);
    expect([what, secrets.filter((secret) => text.includes(secret))]).toEqual([what, []]);
  }
}, 60_000);
