import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStore } from '../stores/index.ts';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import type { TestShop } from '../testing/test-shop.ts';

let stage: IdentityStage;
let other: TestShop;
beforeAll(async () => {
  stage = await openIdentityStage();
  other = await stage.addShop();
  await setStore(stage.test.changes, stage.shop.store.key, { identityMode: 'page' });
  await stage.test.deps.directory.refresh();
});
afterAll(() => stage.stop());

interface Question {
  body?: string;
  headers?: Record<string, string>;
  query?: string;
  storeKey?: string;
}

/** A session is asked for as only somebody without a browser would. */
async function ask({ body, headers = {}, query = '', storeKey = stage.shop.store.key }: Question) {
  const answer = await stage.test.app.request(`/v1/stores/${storeKey}/chat-sessions${query}`, {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'application/json', ...headers },
    body: body ?? JSON.stringify({ requestId: crypto.randomUUID() }),
  });
  return { status: answer.status, said: (await answer.json()) as Record<string, unknown> };
}

const requestId = () => crypto.randomUUID();
const prove = (customer = 'victim') => stage.backend.prove(customer);
const withProof = async (values: Record<string, unknown> = {}) =>
  JSON.stringify({ requestId: requestId(), ...(await prove()), ...values });
/** Without a proof that counts, a visitor without a name. */
const isAnonymous = async (said: Record<string, unknown>) => {
  expect(said).toMatchObject({ state: 'ready', hasConversation: false });
  expect(said.identity).not.toBe('verified');
  expect((await stage.contactOf(String(said.visitorToken))).identifier).toBeNull();
};

describe('a proof counts where it belongs and nowhere else', () => {
  it.each<[string, () => Promise<Question>]>([
    ['in the query', async () => ({ query: `?${new URLSearchParams({ ...(await prove()) })}` })],
    ['in the Authorization header', async () => ({ headers: { authorization: `Bearer ${(await prove()).jwt}` } })],
    ['in a cookie', async () => ({ headers: { cookie: `jwt=${(await prove()).jwt}` } })],
    ['under the prototype', async () => ({ body: `{"requestId":"${requestId()}","__proto__":${await withProof()}}` })],
    [
      'under another name',
      async () => ({ body: JSON.stringify({ requestId: requestId(), token: (await prove()).jwt }) }),
    ],
    ['with spaces around it', async () => ({ body: await withProof({ jwt: ` ${(await prove()).jwt} ` }) })],
    ['with a line break in it', async () => ({ body: await withProof({ jwt: `${(await prove()).jwt}\n` }) })],
    ['with padding behind it', async () => ({ body: await withProof({ jwt: `${(await prove()).jwt}==` }) })],
    [
      'with a verifier that has a space more',
      async () => {
        const { jwt, verifier } = await prove();
        return { body: JSON.stringify({ requestId: requestId(), jwt, verifier: `${verifier} ` }) };
      },
    ],
    ['twice, the wrong one last', async () => ({ body: (await withProof()).replace(/}$/, ',"verifier":"mine"}') })],
  ])('not %s', async (_what, make) => {
    const { status, said } = await ask(await make());
    expect(status).toBe(200);
    await isAnonymous(said);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a customer', { customerId: 'victim' }],
    ['an identifier', { identifier: 'victim', identifier_hash: 'x'.repeat(64) }],
    ['an address', { contact: { email: 'victim@mail.example' } }],
    ['that they are verified', { identity: 'verified', identifiedAt: '2026-01-01T00:00:00Z' }],
  ])('and what a browser claims is not heard: %s', async (_what, claim) => {
    const { said } = await ask({ body: JSON.stringify({ requestId: requestId(), ...claim }) });
    await isAnonymous(said);
  });

  it.each<[string, () => Question]>([
    [
      'another store’s name in a header',
      () => ({ headers: { host: other.store.key, 'x-store-key': other.store.key } }),
    ],
    ['another way in a header', () => ({ headers: { 'x-http-method-override': 'PUT', 'x-original-url': '/metrics' } })],
    ['another address in a header', () => ({ headers: { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' } })],
    ['another store in the query', () => ({ query: `?storeKey=${other.store.key}` })],
  ])('nor does it help to write %s', async (_what, make) => {
    const proof = await (await stage.backendOf(other)).prove('victim');
    const { said } = await ask({ ...make(), body: JSON.stringify({ requestId: requestId(), ...proof }) });
    await isAnonymous(said);
  });

  it.each<[string, (key: string) => string]>([
    ['in capitals', (key) => key.toUpperCase()],
    ['with a slash before it', (key) => `%2F${key}`],
    ['by way of another', (key) => `${key}%2F..%2F${key}`],
    ['with an empty character', (key) => `${key}%00`],
    ['with a space', (key) => `${key}%20`],
  ])('nor to name the store %s', async (_what, change) => {
    const { status, said } = await ask({ storeKey: change(stage.shop.store.key), body: await withProof() });
    expect([status, said]).toMatchObject([404, { error: { code: 'store_not_found' } }]);
  });

  it.each<[string, Record<string, string>]>([
    ['a page of somebody else', { origin: 'https://evil.example' }],
    ['a page that begins like the shop’s', { origin: 'https://shop.example.evil.example' }],
    ['the shop without encryption', { origin: 'http://shop.example' }],
    ['a page in a frame without an origin', { origin: 'null' }],
    ['two origins', { origin: 'https://shop.example, https://evil.example' }],
  ])('and the proof is not even used up by %s', async (_what, headers) => {
    const proof = await prove();
    const body = JSON.stringify({ requestId: requestId(), ...proof });
    const { status, said } = await ask({ body, headers });
    expect([status, said]).toMatchObject([403, { error: { code: 'origin_not_allowed' } }]);
    expect(await stage.ask(proof)).toMatchObject({ identity: 'verified' });
  });
});

describe('a proof that was stolen', () => {
  it('from another session, without what only its tab knows', async () => {
    const { jwt } = await prove();
    for (const verifier of ['', 'mine', jwt.slice(0, 128)]) {
      await isAnonymous((await ask({ body: JSON.stringify({ requestId: requestId(), jwt, verifier }) })).said);
    }
  });

  it('out of a page that a cache gave to the next one, who asks for a challenge of their own', async () => {
    const cached = await prove('first shopper');
    const { verifier } = await prove('second shopper');
    await isAnonymous((await ask({ body: await withProof({ jwt: cached.jwt, verifier }) })).said);
  });

  it('together with its verifier, after its own tab has used it', async () => {
    const proof = await prove();
    const mine = await stage.askReady(proof);
    await isAnonymous((await ask({ body: JSON.stringify({ requestId: requestId(), ...proof }) })).said);
    // Nor with the id of the victim's request, or their cookie, or both.
    const again = JSON.stringify({ requestId: mine.requestId, ...proof, visitorToken: mine.visitorToken });
    expect((await ask({ body: again })).said).toEqual({
      state: 'unavailable',
      requestId: mine.requestId,
      reason: 'refused',
    });
  });

  it('together with its verifier, and kept until it had run out', async () => {
    const proof = await prove();
    stage.test.clock.now = new Date(stage.test.clock.now.getTime() + 5 * 60_000);
    await isAnonymous((await ask({ body: JSON.stringify({ requestId: requestId(), ...proof }) })).said);
  });

  it('and taken to both doors at once', async () => {
    const proof = await prove();
    const [session, page] = await Promise.all([stage.ask(proof), stage.shop.send('POST', '/identity', proof)]);
    const isTaken = ['identity' in session && session.identity === 'verified', page.status === 200];
    expect(isTaken.filter(Boolean)).toHaveLength(1);
  });
});

describe('nobody is found out by the words of a refusal', () => {
  const wordsOf = async (body: unknown, of: TestShop = stage.shop) => {
    const { state, identity, hasConversation, ...rest } = (await stage.ask(
      body as Record<string, unknown>,
      of,
    )) as Record<string, unknown>;
    return [state, identity, hasConversation, Object.keys(rest).toSorted()];
  };
  const shared = async (customer: string) => ({ ...(await prove(customer)), verifier: 'mine' });

  it('a customer who is known, one who is not, and a store without any keys', async () => {
    await stage.askReady(await prove('known'));
    const known = await wordsOf(await shared('known'));
    expect(await wordsOf(await shared(`unknown ${requestId()}`))).toEqual(known);
    const keyless = await stage.addShop();
    expect(await wordsOf(await shared('known'), keyless)).toEqual(known);
  });

  it('at the other door, too', async () => {
    const refusalFor = async (customer: string) => {
      const answer = await stage.shop.send('POST', '/identity', await shared(customer));
      const { error } = (await answer.json()) as { error: Record<string, unknown> };
      return [answer.status, error.code, error.message];
    };
    expect(await refusalFor('known')).toEqual(await refusalFor(`unknown ${requestId()}`));
  });
});
