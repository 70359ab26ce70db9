import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLog } from '../audit/tables.ts';
import { setShopifySecret } from '../identity/index.ts';
import { customers } from '../identity/tables.ts';
import type { JobData } from '../jobs/queues.ts';
import { createLogger } from '../observability/logger.ts';
import { setStore } from '../stores/index.ts';
import { submissions } from '../submissions/tables.ts';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import { runDeliveries, type TestShop } from '../testing/test-shop.ts';
import { deleteContactsJob } from './index.ts';
import { bodySignature } from './read-webhook.ts';

const secret = 'shpss_0123456789abcdef0123456789abcdef';
const email = 'ann@mail.example';

const logged: string[] = [];
const logger = createLogger('trace', { write: (line: string) => void logged.push(line) });

let stage: IdentityStage;
let shop: TestShop;
let domain: string;
beforeAll(async () => {
  stage = await openIdentityStage(logger);
  await newShop();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  stage.test.jobs.length = 0;
  await stage.db.database.acrossStores((tx) => tx.delete(auditLog));
});

async function newShop() {
  shop = await stage.addShop();
  domain = `${shop.store.key.replaceAll('_', '-')}.myshopify.com`;
  await setStore(stage.test.changes, shop.store.key, { shopifyDomain: domain });
  await setShopifySecret(stage.test.changes, shop.store.key, secret);
  await stage.test.deps.directory.refresh();
}

const inStore = <T>(work: Parameters<typeof stage.db.database.inStore<T>>[1]) =>
  stage.db.database.inStore(shop.store.id, work);
const audited = async () =>
  (await inStore((tx) => tx.select().from(auditLog))).filter(({ actor }) => actor === 'shopify');
const texts = async () => (await inStore((tx) => tx.select().from(submissions))).map(({ text }) => text).toSorted();
const redact = (customer: object) => ({ shop_id: 954889, shop_domain: domain, customer, orders_to_redact: [299938] });
const deletions = () =>
  stage.test.jobs.flatMap(({ queue, data, delayMs }) =>
    queue === 'delete-contacts' ? [{ ...(data as JobData['delete-contacts']), delayMs }] : [],
  );

interface Wish {
  key?: string;
  bytes?: string;
  storeKey?: string;
  headers?: Record<string, string>;
}

/** As Shopify's servers tell it. */
async function tell(
  topic: string,
  body: object,
  { key = secret, bytes, storeKey = shop.store.key, headers = {} }: Wish = {},
) {
  const text = JSON.stringify(body);
  const answer = await stage.test.app.request(`/v1/stores/${storeKey}/shopify/webhooks`, {
    method: 'POST',
    body: bytes ?? text,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': domain,
      'x-shopify-webhook-id': crypto.randomUUID(),
      'x-shopify-hmac-sha256': createHmac('sha256', key).update(text, 'utf8').digest('base64'),
      ...headers,
    },
  });
  return { status: answer.status, body: await answer.json() };
}

it('signs as it is worked out by hand', () => {
  // printf '{"id":1}' | openssl dgst -sha256 -hmac hush -binary | base64
  expect(bodySignature(Buffer.from('{"id":1}'), 'hush')).toBe('VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=');
});

describe('a customer who is to be forgotten', () => {
  /** Ann as a customer, Ann as a guest with her address, and Ben. All of it is delivered. */
  async function writeAll() {
    await newShop();
    const backend = await stage.backendOf(shop);
    const { requestId } = await stage.askReady(await backend.prove('191167'), shop);
    await shop.write('As a customer', { requestId });
    await shop.write('As a guest', { visitorToken: 'none.of.ours', contact: { email: 'Ann@Mail.example' } });
    await shop.write('From Ben', { visitorToken: 'nor.of.ours', contact: { email: 'ben@mail.example' } });
    await runDeliveries(stage.test, 60);
    stage.test.jobs.length = 0;
  }

  it('is, as whom they signed in and what they wrote from their address; nobody else is', async () => {
    await writeAll();
    const answer = await tell('customers/redact', redact({ id: 191167, email, phone: '555-625-1199' }));
    expect(answer).toEqual({ status: 200, body: { taken: 'taken' } });
    expect([await texts(), await inStore((tx) => tx.select().from(customers))]).toEqual([['From Ben'], []]);
    expect((await audited()).map(({ action }) => action)).toEqual(['erase', 'erase']);
    expect(JSON.stringify(await audited()).toLowerCase()).not.toMatch(/ann|191167/);
  });

  it('is deleted at Chatwoot by a job that says who in Chatwoot’s ids alone, and waits for a Chatwoot that is away', async () => {
    await writeAll();
    await tell('customers/redact', redact({ id: 191167, email }));
    const [first, second] = deletions();
    if (!first || !second) throw new Error('No jobs were written.');
    expect(first).toMatchObject({ contactIds: [expect.any(Number)], delayMs: 0 });
    stage.chatwoot.set(500);
    await deleteContactsJob(stage.test.deps, first);
    const [, , again] = deletions();
    expect(again).toMatchObject({ contactIds: first.contactIds, delayMs: 600_000 });
    stage.chatwoot.set('pass');
    for (const job of [first, second]) await deleteContactsJob(stage.test.deps, job);
    expect((await shop.desk()).flat()).toEqual(['From Ben']);
    expect(deletions()).toHaveLength(3);
  });

  it('and cannot be in thirty days, is named to the operator', async () => {
    stage.chatwoot.set(500);
    const job = { storeId: shop.store.id, contactIds: [7], requestId: 'r', giveUpAt: stage.test.clock.now.getTime() };
    await deleteContactsJob(stage.test.deps, job);
    stage.chatwoot.set('pass');
    expect(deletions()).toEqual([]);
    expect(await audited()).toMatchObject([{ action: 'shopify.contacts-left', detail: { contactIds: [7] } }]);
  });

  it('of whom we know nothing is answered all the same', async () => {
    const answers = [{ id: 7, email: null }, { id: null, email }, {}].map((customer) =>
      tell('customers/redact', redact(customer)),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(deletions()).toEqual([]);
  });
});

it('tells the operator of a customer who asks for their data, and how to answer: once', async () => {
  const body = { ...redact({ id: 191167, email }), data_request: { id: 9999 } };
  const headers = { 'x-shopify-webhook-id': 'the-same' };
  const answers = [
    await tell('customers/data_request', body, { headers }),
    await tell('customers/data_request', body, { headers }),
  ];
  expect(answers.map((answer) => answer.body)).toEqual([{ taken: 'taken' }, { taken: 'repeat' }]);
  const entries = await audited();
  expect(entries).toMatchObject([
    { action: 'shopify.customers/data_request', detail: { dataRequestId: 9999, customerId: '191167' } },
  ]);
  expect(JSON.stringify(entries)).toContain(`storefront-chat submissions export ${shop.store.key}`);
  expect(JSON.stringify(entries)).not.toContain(email);
});

it.each([
  ['shop/redact', () => ({ shop_id: 954889, shop_domain: domain })],
  ['app/uninstalled', () => ({ id: 954889, name: 'Tea', email: 'owner@tea.example', myshopify_domain: domain })],
])('notes %s for the operator', async (topic, body) => {
  expect((await tell(topic, body())).status).toBe(200);
  expect(await audited()).toMatchObject([{ action: `shopify.${topic}`, detail: { todo: expect.any(String) } }]);
});

it('answers a topic that nobody needs, and does nothing', async () => {
  expect((await tell('shop/update', { myshopify_domain: domain })).status).toBe(200);
  expect(await audited()).toEqual([]);
});

it('counts under the secret before the last change, and no longer', async () => {
  await setShopifySecret(stage.test.changes, shop.store.key, 'shpss_the-next-one-0123456789');
  expect((await tell('shop/update', {})).status).toBe(200);
  await setShopifySecret(stage.test.changes, shop.store.key, 'shpss_and-one-more-0123456789');
  expect((await tell('shop/update', {})).status).toBe(401);
});

describe('what Shopify did not send is refused, in one way', () => {
  beforeAll(newShop);

  const signed = () => redact({ id: 191167, email });
  const attacks: [what: string, send: () => ReturnType<typeof tell>][] = [
    ['another secret', () => tell('customers/redact', signed(), { key: 'shpss_another' })],
    ['an empty secret', () => tell('customers/redact', signed(), { key: '' })],
    ['other bytes', () => tell('customers/redact', signed(), { bytes: JSON.stringify(redact({ id: 191168 })) })],
    [
      'the same JSON written anew',
      () => tell('customers/redact', signed(), { bytes: JSON.stringify(signed(), null, 1) }),
    ],
    ['no signature', () => tell('customers/redact', signed(), { headers: { 'x-shopify-hmac-sha256': '' } })],
    [
      'the signature in hex',
      () => {
        const hex = createHmac('sha256', secret).update(JSON.stringify(signed())).digest('hex');
        return tell('customers/redact', signed(), { headers: { 'x-shopify-hmac-sha256': hex } });
      },
    ],
    ['another shop in the body', () => tell('customers/redact', { ...signed(), shop_domain: 'evil.myshopify.com' })],
    [
      'another shop in the header',
      () => tell('customers/redact', signed(), { headers: { 'x-shopify-shop-domain': 'evil.myshopify.com' } }),
    ],
    ['no id of its own', () => tell('customers/redact', signed(), { headers: { 'x-shopify-webhook-id': '' } })],
    ['a list for a body', () => tell('customers/redact', [1])],
  ];

  it('and what it did send is not', async () => {
    expect((await tell('customers/redact', signed())).status).toBe(200);
  });

  it.each(attacks)('%s', async (_what, send) => {
    const message = 'This did not come from Shopify, for the shop of this store.';
    expect(await send()).toMatchObject({ status: 401, body: { error: { code: 'signature_refused', message } } });
    expect(await audited()).toEqual([]);
  });

  it('a store that is not there, or has nothing to do with Shopify', async () => {
    const plain = await stage.addShop();
    for (const storeKey of ['nobody', plain.store.key]) {
      expect((await tell('shop/redact', { shop_domain: domain }, { storeKey })).status).toBe(401);
    }
  });

  it('more than it would ever send', async () => {
    const answer = await tell('shop/redact', { shop_domain: domain, more: 'x'.repeat(600_000) });
    expect([answer.status, answer.body]).toMatchObject([413, { error: { code: 'payload_too_large' } }]);
  });
});

it('nothing of all that names anybody in the log', async () => {
  await tell('customers/redact', redact({ id: 191167, email, phone: '555-625-1199' }));
  await tell('customers/redact', redact({ id: 191167, email }), { key: 'shpss_another' });
  expect(logged.join()).toContain('Shopify webhook refused');
  expect(logged.filter((line) => /191167|mail\.example|555-625|299938|shpss_/i.test(line))).toEqual([]);
});
