import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdentityAnswer, identityAnswerSchema } from '../../contract/identity.ts';
import { setStore } from '../stores/index.ts';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { identifierHash } from './index.ts';

let stage: IdentityStage;
let inPages: TestShop;
let backend: IdentityStage['backend'];

beforeAll(async () => {
  stage = await openIdentityStage();
  inPages = await stage.addShop();
  backend = await stage.backendOf(inPages);
  await setStore(stage.test.changes, inPages.store.key, { identityMode: 'page' });
  await stage.test.deps.directory.refresh();
});
afterAll(() => stage.stop());

async function askFor(body: unknown, of = inPages, headers: Record<string, string> = {}) {
  const answer = await of.send('POST', '/identity', body, headers);
  const said = (await answer.json()) as IdentityAnswer & { error?: { code: string; message: string } };
  return { status: answer.status, cacheControl: answer.headers.get('cache-control'), headers: answer.headers, said };
}

/** As the SDK's frame does it with what `setUser` was given. */
function setUser(visitorToken: string, { identifier, user }: IdentityAnswer, of = inPages) {
  const { name, identifier_hash: hash } = user;
  return stage.widgetAs(visitorToken, of).setUser({ identifier, identifierHash: hash, name });
}

async function isVerifiedAtTheDesk(visitorToken: string, of = inPages) {
  const client = stage.widgetAs(visitorToken, of);
  const { conversationId } = await client.sendMessage({ content: 'Where is my teapot?' });
  return (await of.agent.conversations.show(conversationId)).isVerified;
}

describe('a page that tells Chatwoot itself who its customer is', () => {
  it('gets the two arguments of setUser, never to be cached, and no address', async () => {
    const { status, cacheControl, headers, said } = await askFor(await backend.prove('customer-42'));
    expect([status, cacheControl]).toEqual([200, 'no-store']);
    expect(headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(identityAnswerSchema.parse(said)).toEqual({
      identifier: expect.stringMatching(/^[\w-]{43}$/),
      user: {
        name: `Customer ${said.identifier.slice(0, 4)}`,
        identifier_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(JSON.stringify(said)).not.toMatch(/customer-42|@/);
  });

  it('makes the visitor a verified customer with them', async () => {
    const { visitorToken } = await stage.askReady({}, inPages);
    await setUser(visitorToken, (await askFor(await backend.prove('ann'))).said);
    expect(await isVerifiedAtTheDesk(visitorToken)).toBe(true);
  });

  it('is the same customer as when our server does it', async () => {
    const { visitorToken } = await stage.askReady(await backend.prove('bea'), inPages);
    const { said } = await askFor(await backend.prove('bea'));
    expect((await stage.contactOf(visitorToken, inPages)).identifier).toBe(said.identifier);
  });

  it('keeps the name by which agents know them', async () => {
    const { visitorToken } = await stage.askReady(await backend.prove('cleo'), inPages);
    const { id } = await stage.contactOf(visitorToken, inPages);
    await inPages.agent.contacts.update(id, { name: 'Cleo of the teapots' });
    const { said } = await askFor(await backend.prove('cleo'));
    expect(said.user.name).toBe('Cleo of the teapots');
  });

  it('hears to try later while Chatwoot is away, and nothing of the hash', async () => {
    stage.chatwoot.set('cut');
    const { status, said } = await askFor(await backend.prove('dora'));
    stage.chatwoot.set('pass');
    expect([status, said.error?.code]).toEqual([503, 'not_ready']);
  });
});

describe('the table of hashes', () => {
  it('is made as Chatwoot makes it', () => {
    const hash = '7223e6f94d81bb29a1c953549b90833d53b5f45be08ca736906a52e8479cb95c';
    expect(identifierHash('hmacToken1234567890abcdef', 'cust_42')).toBe(hash);
  });

  const hashes: [what: string, isMandatory: boolean, of: (right: string) => string | undefined, result: string][] = [
    ['no hash where none is demanded', false, () => undefined, 'unverified'],
    ['an empty hash where none is demanded', false, () => '', 'unverified'],
    ['our hash where none is demanded', false, (right) => right, 'verified'],
    ['a wrong hash where none is demanded', false, (right) => right.replace(/^./, 'x'), 'refused'],
    ['our hash in capitals', false, (right) => right.toUpperCase(), 'refused'],
    ['no hash where one is demanded', true, () => undefined, 'refused'],
    ['an empty hash where one is demanded', true, () => '', 'refused'],
    ['our hash where one is demanded', true, (right) => right, 'verified'],
    ['a wrong hash where one is demanded', true, (right) => right.replace(/^./, 'x'), 'refused'],
  ];

  it.each(hashes)('by the page: %s', async (_what, isMandatory, change, result) => {
    await stage.demandHash(isMandatory, inPages);
    const { said } = await askFor(await backend.prove(crypto.randomUUID()));
    const { visitorToken } = await stage.askReady({}, inPages);
    const identifier_hash = change(said.user.identifier_hash) as string;
    const given = { ...said, user: { ...said.user, identifier_hash } };
    const isRefused = await setUser(visitorToken, given).then(
      () => false,
      (error) => error.kind === 'unauthorized',
    );
    const isVerified = await isVerifiedAtTheDesk(visitorToken);
    expect(isRefused ? 'refused' : isVerified ? 'verified' : 'unverified').toBe(result);
    expect(isVerified).toBe(result === 'verified');
  });

  it.each([false, true])('by our server, where a hash is demanded: %s', async (isMandatory) => {
    await stage.demandHash(isMandatory);
    const answer = await stage.askReady(await stage.backend.prove(crypto.randomUUID()));
    expect(answer.identity).toBe('verified');
    expect(await isVerifiedAtTheDesk(answer.visitorToken, stage.shop)).toBe(true);
  });
});

describe('no attack passes at this door', () => {
  const refusal = { code: 'proof_refused', message: 'The proof does not count. Ask the shop for a new one.' };

  it('a store that has not chosen it: the proof is not even used up', async () => {
    const proof = await stage.backend.prove('victim');
    const { status, said } = await askFor(proof, stage.shop);
    expect([status, said.error?.code]).toEqual([403, 'identity_mode_server']);
    expect(said).not.toHaveProperty('identifier');
    expect(await stage.askReady(proof)).toMatchObject({ identity: 'verified' });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a proof of another store', () => stage.backend.prove('victim')],
    ['a key of another store for this one', () => stage.backend.prove('victim', { aud: inPages.store.key })],
    ['a verifier of another tab', async () => ({ ...(await backend.prove('victim')), verifier: 'mine' })],
    ['a proof that has run out', () => backend.prove('victim', { exp: 1 })],
    ['a proof of HS512', () => backend.prove('victim', {}, { alg: 'HS512' })],
    ['what is no proof', async () => ({ jwt: 'a.b.c', verifier: 'v' })],
    ['nothing', async () => ({ jwt: '', verifier: '' })],
  ])('hears the same: %s', async (_what, make) => {
    const { status, cacheControl, said } = await askFor(await make());
    expect([status, cacheControl, said.error]).toMatchObject([403, 'no-store', refusal]);
    expect(said).not.toHaveProperty('identifier');
  });

  it('a proof that was used here or for a session, by whoever has stolen it from a cache', async () => {
    const proof = await backend.prove('victim');
    expect((await askFor(proof)).status).toBe(200);
    expect((await askFor(proof)).said.error).toMatchObject(refusal);
    expect(await stage.askReady(proof, inPages)).toMatchObject({ identity: 'refused' });
    const taken = await backend.prove('victim');
    expect(await stage.askReady(taken, inPages)).toMatchObject({ identity: 'verified' });
    expect((await askFor(taken)).said.error).toMatchObject(refusal);
  });

  it.each<[string, unknown, Record<string, string>, number]>([
    ['no verifier', { jwt: 'a.b.c' }, {}, 400],
    ['several tokens', { jwt: ['a.b.c', 'd.e.f'], verifier: 'v' }, {}, 400],
    ['a token of absurd length', { jwt: 'x'.repeat(4001), verifier: 'v' }, {}, 400],
    ['an identifier of one’s own', { jwt: 'a.b.c', verifier: 'v', identifier: 'victim' }, {}, 400],
    ['a page of somebody else', { jwt: 'a.b.c', verifier: 'v' }, { origin: 'https://evil.example' }, 403],
    ['a page without an address', { jwt: 'a.b.c', verifier: 'v' }, { origin: 'null' }, 403],
    [
      'a page that only ends like the shop’s',
      { jwt: 'a.b.c', verifier: 'v' },
      { origin: 'https://xshop.example' },
      403,
    ],
  ])('is refused before it is looked at: %s', async (_what, body, headers, status) => {
    const answer = await askFor(body, inPages, headers);
    expect([answer.status, answer.cacheControl]).toEqual([status, 'no-store']);
    expect(answer.said.error?.code).not.toBe('proof_refused');
  });

  it('guessing without end', async () => {
    const statuses = [];
    for (let count = 0; count < 62; count += 1) statuses.push((await askFor({ jwt: 'a.b.c', verifier: 'v' })).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
