import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStore } from '../stores/index.ts';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import { type QueryPair, queryOf, shopifyProxy, signatureOver } from '../testing/shopify-proxy.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { challengeOf, retireIdentityKeys, setShopifySecret } from './index.ts';

const domain = 'tea-house.myshopify.com';
const otherDomain = 'coffee-house.myshopify.com';
const secret = 'shpss_0123456789abcdef0123456789abcdef';
const otherSecret = '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';
const verifier = randomBytes(32).toString('base64url');
const challenge = challengeOf(verifier);

let stage: IdentityStage;
let other: TestShop;
let proxy: ReturnType<typeof shopifyProxy>;

beforeAll(async () => {
  stage = await openIdentityStage();
  const { test, shop } = stage;
  other = await stage.addShop();
  await setStore(test.changes, shop.store.key, { shopifyDomain: domain });
  await setShopifySecret(test.changes, shop.store.key, secret);
  await setStore(test.changes, other.store.key, { shopifyDomain: otherDomain });
  await setShopifySecret(test.changes, other.store.key, otherSecret);
  await test.deps.directory.refresh();
  proxy = shopifyProxy(secret, domain, () => test.clock.now);
});
afterAll(() => stage.stop());

/** As Shopify's servers ask: without an origin. */
async function askFor(search: string, storeKey = stage.shop.store.key, path = '/identity/shopify') {
  const answer = await stage.test.app.request(`/v1/stores/${storeKey}${path}${search}`);
  const text = await answer.text();
  const body: { jwt?: string; error?: { code: string; message: string } } = text ? JSON.parse(text) : {};
  return { status: answer.status, cacheControl: answer.headers.get('cache-control'), headers: answer.headers, body };
}

const refused = {
  status: 401,
  cacheControl: 'no-store',
  body: {
    error: {
      code: 'signature_refused',
      message: 'This did not come through the app proxy of the shop’s own Shopify app, or not just now.',
    },
  },
};
const pairs = (): QueryPair[] =>
  [...new URLSearchParams(proxy.query('42', challenge))].filter(([n]) => n !== 'signature');
const unsigned = () => queryOf(pairs());
/** Signed for an attacker's own page, then read in another way. */
const resigned = (change: (pairs: QueryPair[]) => QueryPair[]) =>
  queryOf([...change(pairs()), ['signature', signatureOver(pairs(), secret)]]);
const replaced = (name: string, value: string) => (all: QueryPair[]) =>
  all.map(([one, was]): QueryPair => [one, one === name ? value : was]);
const seconds = () => Math.floor(stage.test.clock.now.getTime() / 1000);

const attacks: [what: string, search: () => string][] = [
  ['nothing at all', () => ''],
  ['no signature', unsigned],
  ['an empty signature', () => `${unsigned()}&signature=`],
  ['a signature in capitals', () => `${unsigned()}&signature=${signatureOver(pairs(), secret).toUpperCase()}`],
  ['a signature cut short', () => `${unsigned()}&signature=${signatureOver(pairs(), secret).slice(0, -2)}`],
  ['two signatures, the right one last', () => `${unsigned()}&signature=x&signature=${signatureOver(pairs(), secret)}`],
  [
    'two signatures, the right one first',
    () => `${unsigned()}&signature=${signatureOver(pairs(), secret)}&signature=x`,
  ],
  ['the signature as a list', () => `${unsigned()}&signature[]=${signatureOver(pairs(), secret)}`],
  ['the signature of the OAuth way', () => `${unsigned()}&hmac=${signatureOver(pairs(), secret)}`],
  ['an empty secret', () => shopifyProxy('', domain, () => stage.test.clock.now).query('42', challenge)],
  ['the store key as the secret', () => signedWith(stage.shop.store.key)],
  ['the secret of another shop’s app', () => signedWith(otherSecret)],
  ['another shop, signed by its own app', () => signedWith(otherSecret, otherDomain)],
  ['another shop on which the same app is installed', () => signedWith(secret, otherDomain)],
  ['a shop that only begins like this one', () => signedWith(secret, `${domain}.evil.example`)],
  ['a shop in capitals', () => signedWith(secret, domain.toUpperCase())],
  ['another customer, after signing', () => resigned(replaced('logged_in_customer_id', '43'))],
  ['another challenge, after signing', () => resigned(replaced('challenge', 'x'.repeat(43)))],
  ['another time, after signing', () => resigned(replaced('timestamp', `${seconds() + 1}`))],
  ['a parameter more, after signing', () => resigned((all) => [...all, ['x', '1']])],
  ['a parameter less, after signing', () => resigned((all) => all.filter(([name]) => name !== 'path_prefix'))],
  ['the borders of two parameters moved', () => resigned((all) => moved(all))],
  ['a second customer behind Shopify’s', () => proxy.sign([...pairs(), ['logged_in_customer_id', '43']])],
  ['a second customer before Shopify’s', () => proxy.sign([['logged_in_customer_id', '43'], ...pairs()])],
  ['the same customer twice', () => proxy.sign([...pairs(), ['logged_in_customer_id', '42']])],
  ['a second shop', () => proxy.sign([...pairs(), ['shop', otherDomain]])],
  ['a second challenge', () => proxy.sign([...pairs(), ['challenge', 'x'.repeat(43)]])],
  ['a second time', () => proxy.sign([...pairs(), ['timestamp', '0']])],
  ['a parameter that nobody asked for', () => proxy.sign([...pairs(), ['customer_id', '43']])],
  ['one that could hold all the others', () => proxy.sign([['a', `1challenge=${challenge}`], ...pairs()])],
  ['customers as a list', () => proxy.sign([...pairs(), ['logged_in_customer_id[]', '43']])],
  ['nobody signed in, after signing', () => resigned(replaced('logged_in_customer_id', ''))],
  ['no word of who is signed in', () => proxy.query('42', challenge, { logged_in_customer_id: null })],
  ['customer zero', () => proxy.query('0', challenge)],
  ['a negative customer', () => proxy.query('-42', challenge)],
  ['two customers in one', () => proxy.query('42,43', challenge)],
  ['a customer with a space', () => proxy.query(' 42', challenge)],
  ['a customer who is a word', () => proxy.query('victim', challenge)],
  ['a customer of absurd length', () => proxy.query('4'.repeat(21), challenge)],
  ['a request of two minutes ago', () => proxy.query('42', challenge, { timestamp: `${seconds() - 120}` })],
  ['a request of tomorrow', () => proxy.query('42', challenge, { timestamp: `${seconds() + 86_400}` })],
  ['a time in milliseconds', () => proxy.query('42', challenge, { timestamp: `${seconds()}000` })],
  ['a time with a point', () => proxy.query('42', challenge, { timestamp: `${seconds()}.0` })],
  ['a time that is a word', () => proxy.query('42', challenge, { timestamp: 'NaN' })],
  ['an empty time', () => proxy.query('42', challenge, { timestamp: '' })],
  ['no challenge', () => proxy.query('42', challenge, { challenge: null })],
  ['an empty challenge', () => proxy.query('42', '')],
  ['a challenge of another length', () => proxy.query('42', 'c'.repeat(44))],
  ['a challenge that is markup', () => proxy.query('42', `<script>${'c'.repeat(35)}`)],
];

const signedWith = (key: string, shop = domain) =>
  shopifyProxy(key, shop, () => stage.test.clock.now).query('42', challenge);
/** `shop=…` + `timestamp=…` read as `sho=…p=…`: the text that was signed stays the same. */
function moved(all: QueryPair[]): QueryPair[] {
  const [, prefix = ''] = all.find(([name]) => name === 'path_prefix') ?? [];
  return all.flatMap(([name, value]): QueryPair[] =>
    name === 'path_prefix' ? [] : name === 'shop' ? [['path_prefix', `${prefix}shop=${value}`]] : [[name, value]],
  );
}

it('gives the page of a customer who is signed in at Shopify a proof for that page alone', async () => {
  const answer = await askFor(proxy.query('7310000000001', challenge));
  expect(answer).toMatchObject({ status: 200, cacheControl: 'no-store', body: { jwt: expect.any(String) } });
  expect(answer.headers.get('content-type')).toContain('application/json');
  const { jwt } = answer.body;
  expect(await stage.ask({ jwt, verifier: 'of another tab' })).toMatchObject({ identity: 'refused' });
  expect(await stage.ask({ jwt, verifier })).toMatchObject({ identity: 'verified' });
  expect(await stage.ask({ jwt, verifier })).toMatchObject({ identity: 'refused' });
});

it('is the same customer as the one that the shop’s own backend proves', async () => {
  const { jwt } = (await askFor(proxy.query('42', challenge))).body;
  const fromShopify = await stage.askReady({ jwt, verifier });
  const fromBackend = await stage.askReady(await stage.backend.prove('42'));
  const [one, two] = [fromShopify, fromBackend].map(({ visitorToken }) => stage.contactOf(visitorToken));
  expect((await one)?.identifier).toBe((await two)?.identifier);
});

it('needs no key for proofs that anybody knows: the store is given one with the secret of the app', async () => {
  const search = shopifyProxy(otherSecret, otherDomain, () => stage.test.clock.now).query('42', challenge);
  const { jwt } = (await askFor(search, other.store.key)).body;
  expect(await stage.ask({ jwt, verifier }, other)).toMatchObject({ identity: 'verified' });
});

it('says with 204 that nobody is signed in, which nobody may keep', async () => {
  expect(await askFor(proxy.query('', challenge))).toMatchObject({ status: 204, cacheControl: 'no-store', body: {} });
});

it.each(['/a/chat', '/community/ask-us', '/tools/Hilfe %2F+ü'])(
  'takes the path that a merchant has given the proxy: %s',
  async (prefix) => {
    expect(await askFor(proxy.query('42', challenge, { path_prefix: prefix }))).toMatchObject({ status: 200 });
  },
);

it('is found with the slash that a proxy may put behind its target', async () => {
  const answer = await askFor(proxy.query('42', challenge), undefined, '/identity/shopify/');
  expect(answer.status).toBe(200);
});

describe('no attack passes, and all hear the same', () => {
  it.each(attacks)('%s', async (_what, search) => {
    expect(await askFor(search())).toMatchObject({
      ...refused,
      body: { error: expect.objectContaining(refused.body.error) },
    });
  });

  it('a store that is not there, or has nothing to do with Shopify', async () => {
    const plain = await stage.addShop();
    for (const key of ['nobody', plain.store.key, other.store.key]) {
      expect(await askFor(proxy.query('42', challenge), key)).toMatchObject({
        status: 401,
        body: { error: refused.body.error },
      });
    }
  });

  it('a proof of one store at another', async () => {
    const { jwt } = (await askFor(proxy.query('42', challenge))).body;
    expect(await stage.ask({ jwt, verifier }, other)).toMatchObject({ identity: 'refused' });
  });

  it('a secret that was given up', async () => {
    const search = proxy.query('42', challenge);
    await setShopifySecret(stage.test.changes, stage.shop.store.key, 'shpss_the-next-one-0123456789');
    expect((await askFor(search)).status).toBe(200);
    // The same again changes nothing: it would push the other one out.
    await setShopifySecret(stage.test.changes, stage.shop.store.key, 'shpss_the-next-one-0123456789');
    expect((await askFor(search)).status).toBe(200);
    await retireIdentityKeys(stage.test.changes, stage.shop.store.key, 'shopify');
    expect((await askFor(search)).status).toBe(401);
  });
});

it('takes no secret that cannot be one, and does not repeat it', async () => {
  const wrong = setShopifySecret(stage.test.changes, stage.shop.store.key, 'hunter2 hunter2 hunter2');
  await expect(wrong).rejects.toThrow(/^The client secret should be 16 to 200 characters/);
});
