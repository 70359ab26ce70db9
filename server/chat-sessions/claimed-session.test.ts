import { createHash, randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChatSessionAnswer, chatSessionAnswerSchema } from '../../contract/sessions.ts';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import { runDeliveries } from '../testing/test-shop.ts';
import { chatSessions } from './tables.ts';

const hourMs = 60 * 60_000;

let stage: IdentityStage;
let requestId: string;
let claimSecret: string;
let claimHash: string;

beforeAll(async () => {
  stage = await openIdentityStage();
});
afterAll(() => stage.stop());
beforeEach(() => {
  requestId = crypto.randomUUID();
  claimSecret = randomBytes(32).toString('base64url');
  claimHash = createHash('sha256').update(claimSecret).digest('base64url');
  stage.test.jobs.length = 0;
});

async function ask(values: Record<string, unknown> = {}): Promise<ChatSessionAnswer> {
  const answer = await stage.shop.send('POST', '/chat-sessions', { requestId, ...values });
  return chatSessionAnswerSchema.parse(await answer.json());
}

const claimed = (values: Record<string, unknown> = { claimSecret }, of = requestId) =>
  stage.shop.send('POST', `/chat-sessions/${of}/claimed`, values);

/** A message that came without a page to wait for, and is in Chatwoot now. */
async function deliver(values: Record<string, unknown> = { claimHash }) {
  const { body } = await stage.shop.write('Are you there?', { requestId, ...values });
  await runDeliveries(stage.test);
  expect(await stage.shop.stateOf(body.id)).toMatchObject({ state: 'delivered' });
}

const pass = (ms: number) => {
  stage.test.clock.now = new Date(stage.test.clock.now.getTime() + ms);
};

const isGiven = { state: 'ready', hasConversation: expect.any(Boolean) };
const isOver = { state: 'unavailable', reason: 'refused', isOver: true };
const another = () => randomBytes(32).toString('base64url');

describe('the session of a message that waited', () => {
  it('is given to the browser that wrote it, on whatever page it is by then', async () => {
    await deliver();
    pass(3 * hourMs);
    const answer = await ask({ claimSecret });
    expect(answer).toMatchObject(isGiven);
    const token = answer.state === 'ready' ? answer.visitorToken : '';
    expect(await ask({ requestId: crypto.randomUUID(), visitorToken: token })).toMatchObject({ hasConversation: true });
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['nobody who knows its id alone', () => ({})],
    ['another secret', () => ({ claimSecret: another() })],
    ['the hash in place of the secret', () => ({ claimSecret: claimHash })],
    ['another hash', () => ({ claimHash: another() })],
    ['another secret beside its hash', () => ({ claimSecret: another(), claimHash })],
    ['a token of another visitor', () => ({ visitorToken: 'a.eyJzb3VyY2VfaWQiOiJ4IiwiaW5ib3hfaWQiOjF9.b' })],
  ])('is not given for %s', async (_what, claim) => {
    await deliver();
    expect(await ask(claim())).toEqual({ ...isOver, requestId });
    expect(await ask({ claimSecret })).toMatchObject(isGiven);
  });

  it('is not given for the hash either, once the page that brought it has had its time', async () => {
    await deliver();
    expect(await ask({ claimHash })).toMatchObject(isGiven);
    pass(10 * 60_000);
    expect(await ask({ claimHash })).toMatchObject(isOver);
  });

  it('is given to nobody any more when the browser has said that it holds it', async () => {
    await deliver();
    const answer = await ask({ claimSecret });
    const token = answer.state === 'ready' ? answer.visitorToken : '';
    expect((await claimed()).status).toBe(204);
    expect((await claimed()).status).toBe(204);
    expect(await ask({ claimSecret })).toMatchObject(isOver);
    // Whoever holds it may go on.
    expect(await ask({ visitorToken: token })).toMatchObject({ state: 'ready', hasConversation: true });
  });

  it('is given to nobody any more a day after its last message was delivered', async () => {
    await deliver();
    pass(23 * hourMs);
    await deliver({ claimHash, sequence: 2 });
    pass(23 * hourMs);
    expect(await ask({ claimSecret })).toMatchObject(isGiven);
    pass(2 * hourMs);
    expect(await ask({ claimSecret })).toMatchObject(isOver);
  });

  it('waits as long as its message does', async () => {
    await stage.shop.write('Still on its way', { requestId, claimHash });
    pass(100 * hourMs);
    expect(await ask({ claimSecret })).toMatchObject(isGiven);
  });

  it('goes to no other visitor, whatever token a stranger shows with its id', async () => {
    await stage.shop.write('Mine', { requestId, claimHash });
    const stranger = await stage.askReady({});
    expect(await ask({ visitorToken: stranger.visitorToken })).toMatchObject(isOver);
    await stage.shop.write('Not mine', { requestId, sequence: 2, visitorToken: stranger.visitorToken });
    await runDeliveries(stage.test);
    const again = await ask({ requestId: crypto.randomUUID(), visitorToken: stranger.visitorToken });
    expect(again).toMatchObject({ state: 'ready', hasConversation: false });
  });
});

describe('the session that a page asks for', () => {
  it('stays this page’s, although a stranger writes under its id', async () => {
    expect(await ask({ claimHash })).toMatchObject(isGiven);
    const stranger = await stage.askReady({});
    await stage.shop.write('Not mine', { requestId, visitorToken: stranger.visitorToken });
    await stage.shop.write('Mine', { requestId, sequence: 2, claimHash });
    await runDeliveries(stage.test);
    const again = await ask({ requestId: crypto.randomUUID(), visitorToken: stranger.visitorToken });
    expect(again).toMatchObject({ state: 'ready', hasConversation: false });
  });

  it('is given again to the same page after a failure, with its hash or with its secret', async () => {
    expect(await ask({ claimHash })).toMatchObject(isGiven);
    expect(await ask({ claimHash })).toMatchObject(isGiven);
    expect(await ask({ claimSecret })).toMatchObject(isGiven);
  });

  it('may be locked with the secret alone', async () => {
    expect(await ask({ claimSecret })).toMatchObject(isGiven);
    expect(await ask()).toMatchObject(isOver);
    expect(await ask({ claimSecret })).toMatchObject(isGiven);
  });

  it('without a lock is given as ever, and ends a day later too', async () => {
    await deliver({});
    expect(await ask()).toMatchObject(isGiven);
    pass(25 * hourMs);
    expect(await ask()).toMatchObject(isOver);
  });

  it('is a known customer’s with a proof of theirs alone, whatever secret comes with it', async () => {
    const known = await ask({ claimHash, ...(await stage.backend.prove('ana')) });
    expect(known).toMatchObject({ state: 'ready', identity: 'verified' });
    expect(await ask({ claimSecret })).toEqual({ state: 'unavailable', reason: 'refused', requestId });
    expect(await ask({ claimSecret, ...(await stage.backend.prove('ben')) })).toMatchObject({ reason: 'refused' });
    expect(await ask({ claimHash, ...(await stage.backend.prove('ana')) })).toMatchObject({ identity: 'verified' });
  });

  it('does not become the customer’s who knows no more than its id', async () => {
    await stage.shop.write('A guest’s', { requestId, claimHash });
    expect(await ask(await stage.backend.prove('eve'))).toMatchObject(isOver);
    const rows = await stage.test.deps.database.inStore(stage.shop.store.id, (tx) =>
      tx.select().from(chatSessions).where(eq(chatSessions.requestId, requestId)),
    );
    expect(rows).toMatchObject([{ customerId: null, claimHash }]);
  });
});

describe('saying that one holds a session', () => {
  it.each<[string, () => Response | Promise<Response>, number]>([
    ['with another secret', () => claimed({ claimSecret: another() }), 404],
    ['with its hash', () => claimed({ claimSecret: claimHash }), 404],
    ['without any', () => claimed({}), 400],
    ['of a session that there is not', () => claimed({ claimSecret }, crypto.randomUUID()), 404],
  ])('%s changes nothing', async (_what, say, status) => {
    await ask({ claimHash });
    expect((await say()).status).toBe(status);
    expect(await ask({ claimSecret })).toMatchObject(isGiven);
  });

  it('before it was given changes nothing', async () => {
    await stage.shop.write('Not delivered yet', { requestId, claimHash });
    expect((await claimed()).status).toBe(404);
    expect(await ask({ claimSecret })).toMatchObject(isGiven);
  });
});
