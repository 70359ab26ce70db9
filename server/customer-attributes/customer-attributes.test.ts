import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatSessionAnswerSchema } from '../../contract/sessions.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { rotateIdentityKey } from '../identity/index.ts';
import { customers } from '../identity/tables.ts';
import type { JobData } from '../jobs/queues.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { shopBackend } from '../testing/shop-backend.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { createTestShop, platformToken, type TestShop } from '../testing/test-shop.ts';
import { pollAttributes, writeAttributes } from './index.ts';

type WriteJob = JobData['write-customer-attributes'];

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwootBehindWire>>;
let shop: TestShop;
let apiKey: string;
let backend: ReturnType<typeof shopBackend>;
let customerId: string;
let known = 0;

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwootBehindWire(platformToken);
  shop = await createTestShop(db, test, chatwoot.url);
  apiKey = await rotateIdentityKey(test.changes, shop.store.key, 'api');
  backend = shopBackend(
    await rotateIdentityKey(test.changes, shop.store.key, 'proof'),
    shop.store.key,
    () => test.clock.now,
  );
});
beforeEach(() => {
  customerId = `customer-${++known}`;
});
afterEach(() => chatwoot.set('pass'));
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

const say = (facts: object, authorization = `Bearer ${apiKey}`) =>
  shop.send('PUT', '/customer-attributes', { customerId, ...facts }, { authorization });

/** Runs the jobs that wait, and says how many there were. */
async function runWrites(): Promise<number> {
  const waiting = test.jobs.splice(0).filter(({ queue }) => queue === 'write-customer-attributes');
  for (const { data } of waiting) await writeAttributes(test.deps, data as WriteJob);
  return waiting.length;
}

/** Signs the customer in; gives what their browser can do then. */
async function signIn() {
  const body = { requestId: crypto.randomUUID(), ...(await backend.prove(customerId)) };
  const answer = chatSessionAnswerSchema.parse(await (await shop.send('POST', '/chat-sessions', body)).json());
  const store = test.deps.directory.find(shop.store.key);
  if (answer.state !== 'ready' || !store) throw new Error('There is no session.');
  const widget = test.deps.widgetClient(store, {
    shopper: {},
    requestId: 'browser',
    visitorToken: answer.visitorToken,
  });
  const { id } = (await widget.config()).contact;
  return {
    attributes: async () => (await shop.agent.contacts.show(id)).customAttributes,
    forge: (customAttributes: Record<string, unknown>) => widget.patchContact({ customAttributes }),
  };
}

async function forgedSoFar(attribute: string): Promise<number> {
  const { values } = await test.deps.metrics.forgedAttributes.get();
  return values.find(({ labels }) => labels.attribute === attribute)?.value ?? 0;
}

async function poll(afterMinutes = 70) {
  test.clock.now = new Date(test.clock.now.getTime() + afterMinutes * 60_000);
  await pollAttributes(test.deps);
  return runWrites();
}

describe('what the shop’s backend says about a customer', () => {
  it('stands on their contact, and only what differs is written', async () => {
    const customer = await signIn();
    expect((await say({ tier: 'gold', language: 'pt-BR', hasOrders: true })).status).toBe(202);
    await runWrites();
    expect(await customer.attributes()).toEqual({ tier: 'gold', language: 'pt-BR', has_orders: true });
    await say({ tier: 'gold', language: 'pt-BR', hasOrders: true });
    const callsBefore = chatwoot.calls.length;
    await runWrites();
    expect(chatwoot.calls.slice(callsBefore).filter((call) => !call.startsWith('GET'))).toEqual([]);
  });

  it('is taken away when the shop does not say it any more, and what agents wrote stays', async () => {
    const customer = await signIn();
    await customer.forge({ favourite: 'teapots' });
    await say({ tier: 'gold', hasOrders: false });
    await runWrites();
    await say({ hasOrders: false });
    await runWrites();
    expect(await customer.attributes()).toEqual({ favourite: 'teapots', has_orders: false });
  });

  it('waits for a customer who has never chatted', async () => {
    await say({ tier: 'silver' });
    await runWrites();
    const customer = await signIn();
    await poll();
    expect(await customer.attributes()).toEqual({ tier: 'silver' });
  });

  it('waits while Chatwoot is down', async () => {
    const customer = await signIn();
    await say({ tier: 'gold' });
    chatwoot.set('cut');
    await runWrites();
    chatwoot.set('pass');
    await poll(1);
    expect(await customer.attributes()).toEqual({});
    await poll(5);
    expect(await customer.attributes()).toEqual({ tier: 'gold' });
  });

  it.each([
    ['without a key', { tier: 'gold' }, '', 401],
    ['with the key of somebody else', { tier: 'gold' }, 'Bearer sfa_mine', 401],
    ['that is no tier', { tier: { $gt: '' } }, undefined, 400],
    ['that is far too long', { tier: 'x'.repeat(41) }, undefined, 400],
    ['that would be a page', { tier: '<b>gold</b>' }, undefined, 400],
    ['of nobody', { customerId: '' }, undefined, 400],
    ['of what no database can store', { customerId: 'a\0b' }, undefined, 400],
    ['that is no language', { language: 'Portuguese' }, undefined, 400],
    ['that is no yes or no', { hasOrders: 'yes' }, undefined, 400],
    ['that is more than it may be', { total_spent: 12 }, undefined, 400],
  ])('is refused %s', async (_what, facts, authorization, status) => {
    expect((await say(facts, authorization)).status).toBe(status);
  });
});

describe('what a browser writes on its own contact', () => {
  it('is put back by our next write, and counted', async () => {
    const customer = await signIn();
    await say({ tier: 'bronze' });
    await runWrites();
    await customer.forge({ tier: 'gold', has_orders: true });
    const before = await forgedSoFar('tier');
    await say({ tier: 'bronze', language: 'de' });
    await runWrites();
    expect(await customer.attributes()).toEqual({ tier: 'bronze', language: 'de' });
    expect(await forgedSoFar('tier')).toBe(before + 1);
  });

  it('is put back by the poll, also where the shop has said nothing', async () => {
    const customer = await signIn();
    await poll();
    await customer.forge({ tier: 'gold', total_spent: 100_000, nickname: 'Ann' });
    const before = await forgedSoFar('total_spent');
    await poll();
    expect(await customer.attributes()).toEqual({ nickname: 'Ann' });
    expect(await forgedSoFar('total_spent')).toBe(before + 1);
  });

  it('is not counted when it is what we were about to write ourselves', async () => {
    const customer = await signIn();
    await say({ tier: 'gold' });
    await customer.forge({ tier: 'gold' });
    const before = await forgedSoFar('tier');
    await runWrites();
    expect(await forgedSoFar('tier')).toBe(before);
    expect(await customer.attributes()).toEqual({ tier: 'gold' });
  });
});

describe('the poll', () => {
  it('looks at a customer once an hour', async () => {
    await signIn();
    await poll();
    await pollAttributes(test.deps);
    expect(await runWrites()).toBe(0);
  });

  it('lets no store wait behind another that has many customers', async () => {
    const other = await createTestStore(db);
    await addLinkedCustomers(shop.store.id, 150);
    await addLinkedCustomers(other.id, 20);
    expect(await pollAttributes(test.deps)).toBe(100);
    const ofOther = test.jobs.splice(0).filter(({ data }) => (data as WriteJob).storeId === other.id);
    expect(ofOther).toHaveLength(20);
  });
});

async function addLinkedCustomers(storeId: string, count: number) {
  const rows = Array.from({ length: count }, (_, n) => ({
    storeId,
    externalId: `many-${n}`,
    identifier: `many-${n}`,
    contactId: 100_000 + n,
  }));
  await db.database.inStore(storeId, (tx) => tx.insert(customers).values(rows));
}
