import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hmacTokenOf, setStore } from '../stores/index.ts';
import type { Wire } from '../testing/chatwoot-behind-wire.ts';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import { shopifyProxy } from '../testing/shopify-proxy.ts';
import { runDeliveries } from '../testing/test-shop.ts';
import { challengeOf, identifierHash, rotateIdentityKey, setShopifySecret } from './index.ts';

const domain = 'tea-house.myshopify.com';
const shopifySecret = 'shpss_0123456789abcdef0123456789abcdef';
const lines: string[] = [];
const answers: string[] = [];
const jobs: string[] = [];
let stage: IdentityStage;

beforeAll(async () => {
  const { pino } = await import('pino');
  stage = await openIdentityStage(pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }));
  const { test, shop } = stage;
  await setStore(test.changes, shop.store.key, { shopifyDomain: domain });
  await setShopifySecret(test.changes, shop.store.key, shopifySecret);
  await test.deps.directory.refresh();
});
afterAll(() => stage.stop());

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await stage.shop.send(method, path, body, headers);
  const text = await answer.text();
  answers.push(text, JSON.stringify([...answer.headers]));
  // Without a word: nobody is signed in at Shopify.
  return (answer.status === 204 ? {} : JSON.parse(text)) as Record<string, unknown>;
}

async function deliverAll() {
  jobs.push(JSON.stringify(stage.test.jobs));
  await runDeliveries(stage.test, 6);
  jobs.push(JSON.stringify(stage.test.jobs));
  stage.test.jobs.length = 0;
}

const wires: [wire: Wire, which: (call: string) => boolean][] = [
  ['pass', () => true],
  ['cut', () => true],
  ['lose-answer', (call) => call.includes('/contact')],
  [500, (call) => call.includes('/set_user')],
  [
    { status: 401, body: { error: 'HMAC failed: Invalid Identifier Hash Provided' } },
    (call) => call.includes('set_user'),
  ],
  [{ status: 200, body: { unexpected: true } }, (call) => call.includes('/set_user')],
  [{ status: 422, body: { message: 'no', attributes: ['identifier_hash'] } }, (call) => call.includes('/contact')],
];

it('whatever happens, no key, hash or id of a customer is in an answer, a log line or a job', async () => {
  const { test, shop, backend, chatwoot } = stage;
  const apiKey = await rotateIdentityKey(test.changes, shop.store.key, 'api');
  const proxy = shopifyProxy(shopifySecret, domain, () => test.clock.now);
  const given: string[] = [];
  const proveNow = async (id = 'customer-4711') => {
    const proof = await backend.prove(id);
    given.push(proof.jwt, proof.verifier);
    return proof;
  };

  for (const [wire, which] of wires) {
    chatwoot.set(wire, which);
    const requestId = crypto.randomUUID();
    await send('POST', '/chat-sessions', { requestId, ...(await proveNow()) });
    const message = { requestId, sequence: 1, writtenAt: test.clock.now.getTime(), text: 'Hello' };
    await send('POST', '/submissions', message, { 'idempotency-key': crypto.randomUUID() });
    await send('POST', '/chat-sessions', { requestId, ...(await proveNow()) });
    await send('POST', '/chat-sessions', { requestId, ...(await proveNow('somebody-else-4712')) });
    await send('POST', '/identity', await proveNow());
    await deliverAll();
  }
  chatwoot.set('pass');
  const verifier = randomBytes(32).toString('base64url');
  const challenge = challengeOf(verifier);
  for (const search of [proxy.query('4711000', challenge), proxy.query('', challenge), '?signature=x']) {
    await send('GET', `/identity/shopify${search}`);
  }
  const wish = { customerId: 'customer-4711', challenge };
  await send('POST', '/identity/proofs', wish, { authorization: `Bearer ${apiKey}` });
  await send('POST', '/identity/proofs', wish, { authorization: `Bearer ${apiKey}x` });
  await send('POST', '/identity/proofs', { ...wish, challenge: 'short' }, { authorization: `Bearer ${apiKey}` });
  answers.push(await (await test.app.request('/metrics')).text());

  const hmacToken = (await hmacTokenOf(stage.db.database, test.deps.secrets, shop.store.id)) ?? '';
  const { identifier = '' } = (await stage.customer('customer-4711')) ?? {};
  const secrets = [hmacToken, identifierHash(hmacToken, identifier), shopifySecret, apiKey];
  expect(secrets.every((secret) => secret.length > 15)).toBe(true);
  const everything = [...answers, ...lines, ...jobs].join('\n');
  for (const secret of secrets) expect(everything.includes(secret)).toBe(false);
  // What a browser may know of itself, logs and jobs do not.
  const told = [...lines, ...jobs].join('\n');
  for (const word of [identifier, 'customer-4711', 'somebody-else', '4711000', challenge, ...given]) {
    expect(told.includes(word)).toBe(false);
  }
  expect(lines.length).toBeGreaterThan(30);
}, 30_000);

it('the one answer that carries a hash is the one that a store has chosen to give', async () => {
  await setStore(stage.test.changes, stage.shop.store.key, { identityMode: 'page' });
  await stage.test.deps.directory.refresh();
  const hmacToken = (await hmacTokenOf(stage.db.database, stage.test.deps.secrets, stage.shop.store.id)) ?? '';
  const before = lines.length;
  stage.chatwoot.set('cut');
  const failed = JSON.stringify(await send('POST', '/identity', await stage.backend.prove('customer-4711')));
  stage.chatwoot.set('pass');
  const said = JSON.stringify(await send('POST', '/identity', await stage.backend.prove('customer-4711')));
  const { identifier = '' } = (await stage.customer('customer-4711')) ?? {};
  expect(said).toContain(identifierHash(hmacToken, identifier));
  expect(failed).not.toContain(identifierHash(hmacToken, identifier));
  expect(said).not.toContain(hmacToken);
  expect(lines.slice(before).join()).not.toContain(identifierHash(hmacToken, identifier));
});
