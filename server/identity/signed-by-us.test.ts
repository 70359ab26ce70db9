import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { createTestShop, platformToken, type TestShop } from '../testing/test-shop.ts';
import { challengeOf, rotateIdentityKey } from './index.ts';

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwootBehindWire>>;
let shop: TestShop;
let apiKey: string;
const verifier = randomBytes(32).toString('base64url');
const wish = { customerId: '42', challenge: challengeOf(verifier) };

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwootBehindWire(platformToken);
  shop = await createTestShop(db, test, chatwoot.url);
  apiKey = await rotateIdentityKey(test.changes, shop.store.key, 'api');
});
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

/** As a shop's server asks: without an origin. */
async function askToSign(headers: Record<string, string>, body: unknown = wish, storeKey = shop.store.key) {
  const answer = await test.app.request(`/v1/stores/${storeKey}/identity/proofs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const said = (await answer.json()) as { jwt?: string; error?: { code: string; message: string } };
  return { status: answer.status, cacheControl: answer.headers.get('cache-control'), ...said };
}

it('says what is missing when the store has no key for proofs', async () => {
  const answer = await askToSign({ authorization: `Bearer ${apiKey}` });
  expect([answer.status, answer.error?.message]).toEqual([403, expect.stringContaining('identity rotate')]);
  await rotateIdentityKey(test.changes, shop.store.key, 'proof');
});

it('signs for a shop’s server that shows an API key, and the proof counts once', async () => {
  const answer = await askToSign({ authorization: `Bearer ${apiKey}` });
  expect([answer.status, answer.cacheControl]).toEqual([200, 'no-store']);
  const { jwt } = answer;
  const session = { requestId: randomUUID(), jwt, verifier };
  expect(await (await shop.send('POST', '/chat-sessions', session)).json()).toMatchObject({ identity: 'verified' });
  const again = { ...session, requestId: randomUUID() };
  expect(await (await shop.send('POST', '/chat-sessions', again)).json()).toMatchObject({ identity: 'refused' });
});

it.each<[string, () => Record<string, string>, string?]>([
  ['no key', () => ({})],
  ['an empty key', () => ({ authorization: 'Bearer ' })],
  ['another key', () => ({ authorization: 'Bearer sfa_nothing' })],
  ['another scheme', () => ({ authorization: `Basic ${apiKey}` })],
  ['a key and something behind it', () => ({ authorization: `Bearer ${apiKey} x` })],
  ['the key in capitals', () => ({ authorization: `Bearer ${apiKey.toUpperCase()}` })],
  ['the key for a store that is not there', () => ({ authorization: `Bearer ${apiKey}` }), 'nobody'],
])('refuses with the same words: %s', async (_what, headers, storeKey) => {
  const answer = await askToSign(headers(), wish, storeKey);
  expect([answer.status, answer.error]).toMatchObject([
    401,
    { code: 'api_key_refused', message: 'Send an API key of this store: `Authorization: Bearer sfa_…`.' },
  ]);
});

it('refuses a key of another store', async () => {
  const other = await createTestShop(db, test, chatwoot.url);
  const theirs = await rotateIdentityKey(test.changes, other.store.key, 'api');
  expect((await askToSign({ authorization: `Bearer ${theirs}` })).status).toBe(401);
});

it.each([
  ['no customer', { challenge: wish.challenge }],
  ['a customer that is a number', { ...wish, customerId: 42 }],
  ['a challenge of another length', { ...wish, challenge: 'short' }],
  ['what there is no field for', { ...wish, email: 'ann@mail.example' }],
])('names what does not fit: %s', async (_what, body) => {
  expect((await askToSign({ authorization: `Bearer ${apiKey}` }, body)).status).toBe(400);
});
