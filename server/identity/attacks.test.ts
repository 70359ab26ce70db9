import { createHmac, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatSessionAnswerSchema } from '../../contract/sessions.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { shopBackend } from '../testing/shop-backend.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { createTestShop, platformToken, type TestShop } from '../testing/test-shop.ts';
import { challengeOf, retireIdentityKeys, rotateIdentityKey } from './index.ts';

type Proof = { jwt: unknown; verifier?: unknown };

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwootBehindWire>>;
let shop: TestShop;
let other: TestShop;
let secret: string;
let backend: ReturnType<typeof shopBackend>;
let backendOfOther: ReturnType<typeof shopBackend>;

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwootBehindWire(platformToken);
  [shop, other] = [await createTestShop(db, test, chatwoot.url), await createTestShop(db, test, chatwoot.url)];
  const now = () => test.clock.now;
  secret = await rotateIdentityKey(test.changes, shop.store.key, 'proof');
  backend = shopBackend(secret, shop.store.key, now);
  const otherSecret = await rotateIdentityKey(test.changes, other.store.key, 'proof');
  backendOfOther = shopBackend(otherSecret, other.store.key, now);
});
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

let asked = 0;
let limiting: TestApp;

/** Of a new server now and then, for one server lets an address ask sixty times a minute. */
async function ask(proof: Proof) {
  if (asked++ % 50 === 0) limiting = await createTestApp(db);
  return limiting.app.request(`/v1/stores/${shop.store.key}/chat-sessions`, {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
    body: JSON.stringify({ requestId: randomUUID(), ...proof }),
  });
}
const askFor = async (proof: Proof) => chatSessionAnswerSchema.parse(await (await ask(proof)).json());
const seconds = () => Math.floor(test.clock.now.getTime() / 1000);
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const verifier = 'a verifier of the one who attacks';
const claims = () => ({
  sub: 'victim',
  aud: shop.store.key,
  jti: randomUUID(),
  exp: seconds() + 240,
  challenge: challengeOf(verifier),
});
const signedBy = (header: unknown, payload: unknown, key: string) => {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
};
/** Signed as it should be, by hand: what a library would refuse to make. */
const forged = (payload: unknown, header: unknown = { alg: 'HS256' }) => signedBy(header, payload, secret);
const without = (name: string) => {
  const { [name as 'sub']: _left, ...rest } = claims();
  return rest;
};
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
function signedWithRsa(header: Record<string, unknown>) {
  const input = `${base64url(header)}.${base64url(claims())}`;
  return `${input}.${createSign('sha256').update(input).sign(rsa.privateKey).toString('base64url')}`;
}

const attacks: [what: string, make: () => Proof | Promise<Proof>][] = [
  ['no signature', () => ({ jwt: `${base64url({ alg: 'none' })}.${base64url(claims())}.`, verifier })],
  ['the algorithm none, signed', () => ({ jwt: forged(claims(), { alg: 'none' }), verifier })],
  ['the algorithm None', () => ({ jwt: forged(claims(), { alg: 'None' }), verifier })],
  ['no algorithm', () => ({ jwt: forged(claims(), {}), verifier })],
  ['HS384 by name', () => ({ jwt: forged(claims(), { alg: 'HS384' }), verifier })],
  ['HS512', () => backend.prove('victim', {}, { alg: 'HS512' })],
  ['RS256 with a key of one’s own', () => ({ jwt: signedWithRsa({ alg: 'RS256' }), verifier })],
  [
    'RS256 with the key in the header',
    () => ({ jwt: signedWithRsa({ alg: 'RS256', jwk: rsa.publicKey.export({ format: 'jwk' }) }), verifier }),
  ],
  [
    'a key named by address',
    () => ({ jwt: signedBy({ alg: 'HS256', jku: 'https://evil.example' }, claims(), 'k'), verifier }),
  ],
  [
    'a key id that is a path',
    () => ({ jwt: signedBy({ alg: 'HS256', kid: '../../dev/null' }, claims(), ''), verifier }),
  ],
  ['a critical header nobody knows', () => ({ jwt: forged(claims(), { alg: 'HS256', crit: ['x'], x: 1 }), verifier })],
  ['an unencoded payload', () => ({ jwt: forged(claims(), { alg: 'HS256', b64: false, crit: ['b64'] }), verifier })],
  ['an empty key', () => ({ jwt: signedBy({ alg: 'HS256' }, claims(), ''), verifier })],
  ['the store key as the key', () => ({ jwt: signedBy({ alg: 'HS256' }, claims(), shop.store.key), verifier })],
  ['the key of another store', async () => ({ ...(await backendOfOther.prove('victim', { aud: shop.store.key })) })],
  ['a proof for another store', () => backendOfOther.prove('victim')],
  ['our key, for another store', () => backend.prove('victim', { aud: other.store.key })],
  ['two audiences', () => backend.prove('victim', { aud: [shop.store.key, other.store.key] })],
  ['no audience', () => ({ jwt: forged(without('aud')), verifier })],
  ['an audience that only begins like the store', () => backend.prove('victim', { aud: `${shop.store.key}x` })],
  ['a proof that has run out', () => backend.prove('victim', { exp: seconds() - 60 })],
  ['a proof that lives for an hour', () => backend.prove('victim', { exp: seconds() + 3600 })],
  ['a proof made for tomorrow', () => backend.prove('victim', { exp: seconds() + 86_400, iat: seconds() + 86_200 })],
  ['a proof not yet good', () => backend.prove('victim', { nbf: seconds() + 200 })],
  ['a proof issued long ago', () => backend.prove('victim', { iat: seconds() - 3600 })],
  ['no end', () => ({ jwt: forged(without('exp')), verifier })],
  ['an end that is a text', () => ({ jwt: forged({ ...claims(), exp: `${seconds() + 60}` }), verifier })],
  ['an end at infinity', () => ({ jwt: forged({ ...claims(), exp: 1e308 }), verifier })],
  ['a negative end', () => ({ jwt: forged({ ...claims(), exp: -1 }), verifier })],
  ['no id', () => ({ jwt: forged(without('jti')), verifier })],
  ['an id that is no text', () => ({ jwt: forged({ ...claims(), jti: 7 }), verifier })],
  ['an id that is empty', () => ({ jwt: forged({ ...claims(), jti: '' }), verifier })],
  ['nobody', () => ({ jwt: forged(without('sub')), verifier })],
  ['somebody whom no database can store', () => backend.prove('vic\0tim')],
  ['an empty somebody', () => ({ jwt: forged({ ...claims(), sub: '' }), verifier })],
  ['a number for somebody', () => ({ jwt: forged({ ...claims(), sub: 42 }), verifier })],
  ['a list of somebodies', () => ({ jwt: forged({ ...claims(), sub: ['a', 'b'] }), verifier })],
  ['somebody of absurd length', () => ({ jwt: forged({ ...claims(), sub: 'x'.repeat(256) }), verifier })],
  ['no challenge', () => ({ jwt: forged(without('challenge')), verifier })],
  ['an empty challenge and an empty verifier', () => ({ jwt: forged({ ...claims(), challenge: '' }), verifier: '' })],
  [
    'the challenge as its own verifier',
    async () => ({ ...(await backend.prove('victim')), verifier: challengeOf(verifier) }),
  ],
  ['no verifier', async () => ({ jwt: (await backend.prove('victim')).jwt })],
  ['the verifier of another tab', async () => ({ ...(await backend.prove('victim')), verifier })],
  [
    'a claim that was changed after signing',
    async () => {
      const [header, , signature] = (await backend.prove('somebody')).jwt.split('.');
      return { jwt: `${header}.${base64url(claims())}.${signature}`, verifier };
    },
  ],
  ['a signature cut short', async () => ({ jwt: (await backend.prove('victim')).jwt.slice(0, -4), verifier })],
  [
    'a signature in capitals',
    async () => {
      const [header, payload, signature = ''] = (await backend.prove('victim')).jwt.split('.');
      return { jwt: `${header}.${payload}.${signature.toUpperCase()}`, verifier };
    },
  ],
  ['five parts', async () => ({ jwt: `${(await backend.prove('victim')).jwt}.x.y`, verifier })],
  ['an encrypted one', () => ({ jwt: `${base64url({ alg: 'dir', enc: 'A128GCM' })}.a.b.c.d`, verifier })],
  ['what is no token', () => ({ jwt: 'a.b.c', verifier })],
  ['an empty token', () => ({ jwt: '', verifier })],
  ['a list for a payload', () => ({ jwt: forged(['sub', 'victim']), verifier })],
];

it('a proof as it should be is taken', async () => {
  expect(await askFor(await backend.prove('victim'))).toMatchObject({ identity: 'verified' });
});

describe('no attack passes, and all hear the same', () => {
  it.each(attacks)('%s', async (_what, make) => {
    const answer = await askFor(await make());
    expect(answer).toMatchObject({ state: 'ready', identity: 'refused', hasConversation: false });
    expect(Object.keys(answer).toSorted()).toEqual([
      'baseUrl',
      'hasConversation',
      'identity',
      'requestId',
      'state',
      'visitorToken',
      'websiteToken',
    ]);
  });

  it('the same proof twice', async () => {
    const proof = await backend.prove('victim');
    expect(await askFor(proof)).toMatchObject({ identity: 'verified' });
    expect(await askFor(proof)).toMatchObject({ identity: 'refused' });
  });

  it('the same proof twice at once', async () => {
    const proof = await backend.prove('victim');
    const answers = await Promise.all([askFor(proof), askFor(proof), askFor(proof)]);
    expect(answers.filter((answer) => 'identity' in answer && answer.identity === 'verified')).toHaveLength(1);
  });

  it('one id of a proof with other words around it', async () => {
    const jti = randomUUID();
    expect(await askFor(await backend.prove('somebody', { jti }))).toMatchObject({ identity: 'verified' });
    expect(await askFor(await backend.prove('victim', { jti }))).toMatchObject({ identity: 'refused' });
  });

  it('a proof of a key that was given up', async () => {
    const old = await backend.prove('victim');
    const second = await rotateIdentityKey(test.changes, shop.store.key, 'proof');
    // Two count at a time, so that a shop changes over without a gap.
    expect(await askFor(old)).toMatchObject({ identity: 'verified' });
    await retireIdentityKeys(test.changes, shop.store.key, 'proof');
    expect(await askFor(await backend.prove('victim'))).toMatchObject({ identity: 'refused' });
    const next = shopBackend(second, shop.store.key, () => test.clock.now);
    expect(await askFor(await next.prove('victim'))).toMatchObject({ identity: 'verified' });
  });

  it.each([
    ['a token of absurd length', { jwt: 'x'.repeat(4001), verifier }],
    ['a verifier of absurd length', { jwt: 'a.b.c', verifier: 'x'.repeat(129) }],
    ['a token that is no text', { jwt: { alg: 'none' }, verifier }],
    ['several tokens', { jwt: ['a.b.c', 'd.e.f'], verifier }],
  ])('is refused before it is looked at: %s', async (_what, proof) => {
    expect((await ask(proof)).status).toBe(400);
  });
});
