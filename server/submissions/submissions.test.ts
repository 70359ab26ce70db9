import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { createTestShop, platformToken, runDeliveries, type TestShop } from '../testing/test-shop.ts';
import { sweepDeliveries } from './sweep-deliveries.ts';
import { deliveries, submissions } from './tables.ts';

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwootBehindWire>>;
let shop: TestShop;

const isMessagePost = (call: string) => call === 'POST /api/v1/widget/messages';

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwootBehindWire(platformToken);
});
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});
afterEach(() => {
  chatwoot.set('pass');
  test.jobs.length = 0;
});

async function newShop() {
  shop = await createTestShop(db, test, chatwoot.url);
  chatwoot.calls.length = 0;
  return shop;
}

function outcomes(submissionId: string) {
  return db.database.inStore(shop.store.id, async (tx) => {
    const rows = await tx
      .select()
      .from(deliveries)
      .where(eq(deliveries.submissionId, submissionId))
      .orderBy(deliveries.startedAt);
    return rows.map(({ outcome }) => outcome);
  });
}

describe('accepting a message', () => {
  it('answers 202 with a reference to read out, once it is stored with its job', async () => {
    await newShop();
    const { status, body } = await shop.write('Where is my order?');
    expect(status).toBe(202);
    expect(body).toEqual({
      id: expect.any(String),
      reference: expect.stringMatching(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/),
      state: 'received',
    });
    expect(test.jobs).toMatchObject([{ queue: 'deliver-messages', data: { storeId: shop.store.id } }]);
    expect(await shop.stateOf(body.id)).toEqual(body);
  });

  it('answers a repeat with the first answer, and stores nothing twice', async () => {
    await newShop();
    const key = crypto.randomUUID();
    const values = { requestId: crypto.randomUUID(), writtenAt: 1_767_225_600_000 };
    const [once, again] = [await shop.write('Hello', values, key), await shop.write('Hello', values, key)];
    expect([again.status, again.body]).toEqual([202, once.body]);
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['Hello']]);
    expect((await shop.write('Hello', values, key)).body).toEqual({ ...once.body, state: 'delivered' });
  });

  it('refuses a key that comes with other words', async () => {
    await newShop();
    const key = crypto.randomUUID();
    await shop.write('Hello', {}, key);
    const other = await shop.write('Goodbye', {}, key);
    expect([other.status, other.body]).toMatchObject([409, { error: { code: 'idempotency_key_reused' } }]);
  });

  it.each([
    ['no text', { text: '   ' }],
    ['a text that is too long', { text: 'x'.repeat(5001) }],
    ['no sequence', { text: 'Hi', sequence: 0 }],
    ['a time that no calendar has', { text: 'Hi', writtenAt: 8.7e15 }],
    ['an address that is none', { text: 'Hi', contact: { email: 'nobody' } }],
  ])('refuses %s, naming the field', async (_what, values) => {
    await newShop();
    const body = { requestId: crypto.randomUUID(), sequence: 1, writtenAt: 0, ...values };
    const answer = await shop.send('POST', '/submissions', body, { 'idempotency-key': crypto.randomUUID() });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid_request' } }]);
  });

  it('takes what no database can store out of a message, and keeps the message', async () => {
    await newShop();
    const page = { url: 'https://shop.example/', title: 'Half an emoji \ud83d' };
    const { status } = await shop.write('With a NUL\0 in it', { page });
    await runDeliveries(test);
    expect([status, await shop.desk()]).toEqual([202, [['With a NUL in it']]]);
  });

  it('needs an idempotency key', async () => {
    await newShop();
    const body = { requestId: crypto.randomUUID(), sequence: 1, writtenAt: 0, text: 'Hi' };
    const answer = await shop.send('POST', '/submissions', body);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'idempotency_key_missing' } }]);
  });

  it.each(['https://evil.example', 'https://shop.example.evil.example', 'null', ''])(
    'refuses a page of %j',
    async (origin) => {
      await newShop();
      const body = { requestId: crypto.randomUUID(), sequence: 1, writtenAt: 0, text: 'Hi' };
      const answer = await shop.send('POST', '/submissions', body, { origin, 'idempotency-key': crypto.randomUUID() });
      expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: 'origin_not_allowed' } }]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('answers the preflight of the store’s own page', async () => {
    await newShop();
    const answer = await shop.send('OPTIONS', '/submissions');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(answer.headers.get('access-control-allow-headers')).toContain('idempotency-key');
  });

  it('does not show another store’s message', async () => {
    const theirs = await newShop();
    const { body } = await theirs.write('Mine');
    const other = await newShop();
    expect((await other.send('GET', `/submissions/${body.id}`)).status).toBe(404);
  });
});

describe('delivering', () => {
  it('puts the words at the desk, with page and reference beside them', async () => {
    await newShop();
    const page = { url: 'https://shop.example/cart', title: 'Cart' };
    const { body } = await shop.write('Where is my order?', { page, locale: 'en' });
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['Where is my order?']]);
    expect(await shop.stateOf(body.id)).toMatchObject({ state: 'delivered' });
    expect((await shop.conversation()).customAttributes).toMatchObject({
      storefront_reference: body.reference,
      storefront_page: 'https://shop.example/cart',
    });
  });

  it('carries the request’s id on to Chatwoot', async () => {
    await newShop();
    chatwoot.requestIds.length = 0;
    const { headers } = await shop.write('Follow me');
    await runDeliveries(test);
    expect(new Set(chatwoot.requestIds)).toEqual(new Set([headers.get('x-request-id')]));
  });

  it('keeps a visitor’s messages in order and in one conversation', async () => {
    await newShop();
    const requestId = crypto.randomUUID();
    await shop.write('three', { requestId, sequence: 3 });
    await shop.write('one', { requestId, sequence: 1 });
    await shop.write('two', { requestId, sequence: 2 });
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['one', 'two', 'three']]);
  });

  it('goes on in the conversation of the browser’s own session', async () => {
    await newShop();
    const requestId = crypto.randomUUID();
    const session = (await (await shop.send('POST', '/chat-sessions', { requestId })).json()) as {
      visitorToken: string;
    };
    await shop.write('first', { requestId });
    await runDeliveries(test);
    await shop.write('later, on another page', { visitorToken: session.visitorToken });
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['first', 'later, on another page']]);
  });

  it('waits for the page’s own session before making one', async () => {
    await newShop();
    const requestId = crypto.randomUUID();
    const { body } = await shop.write('Hello', { requestId });
    await runDeliveries(test, 1);
    expect([(await shop.stateOf(body.id)).state, chatwoot.calls]).toEqual(['received', []]);
    await shop.send('POST', '/chat-sessions', { requestId });
    await runDeliveries(test);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
    expect(chatwoot.calls.filter((call) => call === 'POST /api/v1/widget/config')).toHaveLength(1);
  });

  it('makes a session itself when the page never comes back', async () => {
    await newShop();
    const { body } = await shop.write('Hello');
    await runDeliveries(test);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
  });

  it('arrives once Chatwoot is back, however long it was away', async () => {
    await newShop();
    chatwoot.set('cut');
    const { body } = await shop.write('Are you there?');
    await runDeliveries(test, 40);
    expect((await shop.stateOf(body.id)).state).toBe('received');
    chatwoot.set('pass');
    await runDeliveries(test, 5);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
    expect(await shop.desk()).toEqual([['Are you there?']]);
  });

  it('does not send again what arrived although the answer was lost', async () => {
    await newShop();
    const { body } = await shop.write('Only once');
    chatwoot.set('lose-answer', isMessagePost);
    await runDeliveries(test, 22);
    chatwoot.set('pass');
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['Only once']]);
    expect(await outcomes(body.id)).toEqual(['found']);
  });

  it('looks only when Chatwoot has surely finished', async () => {
    await newShop();
    await shop.write('Patience', { visitorToken: 'none.of.ours' });
    chatwoot.set('lose-answer', isMessagePost);
    await runDeliveries(test, 1);
    expect(test.jobs).toMatchObject([{ delayMs: 60_000 }]);
  });

  it.each([500, 502, 504])('settles a %i by looking, then sends again', async (status) => {
    await newShop();
    const { body } = await shop.write('Try again', { visitorToken: 'none.of.ours' });
    chatwoot.set(status, isMessagePost);
    await runDeliveries(test, 1);
    chatwoot.set('pass');
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['Try again']]);
    expect(await outcomes(body.id)).toEqual(['not-sent', 'delivered']);
  });

  it('sends two equal messages twice: they were written twice', async () => {
    await newShop();
    const requestId = crypto.randomUUID();
    await shop.write('ok', { requestId, sequence: 1 });
    await shop.write('ok', { requestId, sequence: 2 });
    chatwoot.set('lose-answer', isMessagePost);
    await runDeliveries(test, 22);
    chatwoot.set('pass');
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['ok', 'ok']]);
  });

  it('gives up on what Chatwoot refuses for good, and goes on with the next', async () => {
    await newShop();
    const requestId = crypto.randomUUID();
    const bad = await shop.write('refused', { requestId, sequence: 1, visitorToken: 'none.of.ours' });
    chatwoot.set({ status: 422, body: { message: 'Content is too long', attributes: ['content'] } }, isMessagePost);
    await runDeliveries(test, 1);
    chatwoot.set('pass');
    const good = await shop.write('accepted', { requestId, sequence: 2 });
    await runDeliveries(test);
    expect([(await shop.stateOf(bad.body.id)).state, (await shop.stateOf(good.body.id)).state]).toEqual([
      'failed',
      'delivered',
    ]);
  });

  it('waits when Chatwoot has had too many messages for a minute, which it answers like a refusal', async () => {
    await newShop();
    const { body } = await shop.write('One of many', { visitorToken: 'none.of.ours' });
    chatwoot.set({ status: 422, body: { error: 'Too many messages' } }, isMessagePost);
    await runDeliveries(test, 1);
    chatwoot.set('pass');
    await runDeliveries(test);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
  });

  it('starts a new conversation when Chatwoot no longer knows the visitor', async () => {
    await newShop();
    const requestId = crypto.randomUUID();
    await shop.write('before', { requestId, sequence: 1 });
    await runDeliveries(test);
    const { contactId } = await shop.conversation();
    await shop.agent.contacts.delete(contactId ?? 0);
    const { body } = await shop.write('after', { requestId, sequence: 2 });
    await runDeliveries(test);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
  });
});

describe('one visitor on several pages', () => {
  async function visitorToken() {
    const answer = await shop.send('POST', '/chat-sessions', { requestId: crypto.randomUUID() });
    return ((await answer.json()) as { visitorToken: string }).visitorToken;
  }

  it('keeps the order across a page change, even if the earlier page’s message takes longer', async () => {
    await newShop();
    const token = await visitorToken();
    await shop.write('from the first page', { visitorToken: token });
    chatwoot.set('cut', isMessagePost);
    await runDeliveries(test, 1);
    test.clock.now = new Date(test.clock.now.getTime() + 10);
    await shop.write('from the second page', { visitorToken: token });
    // The second page's job comes first now.
    test.jobs.reverse();
    chatwoot.set('pass');
    await runDeliveries(test, 1);
    expect(await shop.desk()).toEqual([]);
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['from the first page', 'from the second page']]);
  });

  it('does not take the words of another page’s message for its own', async () => {
    await newShop();
    const token = await visitorToken();
    const first = await shop.write('ok', { visitorToken: token });
    chatwoot.set(502, isMessagePost);
    await runDeliveries(test, 1);
    chatwoot.set('pass');
    // As if the second page's message had overtaken the first.
    await db.database.inStore(shop.store.id, (tx) => tx.update(chatSessions).set({ visitorKey: null }));
    test.jobs.length = 0;
    const second = await shop.write('ok', { visitorToken: token });
    await runDeliveries(test);
    await sweepDeliveries(test.deps);
    test.clock.now = new Date(test.clock.now.getTime() + 61_000);
    await sweepDeliveries(test.deps);
    await runDeliveries(test);
    expect([(await shop.stateOf(first.body.id)).state, (await shop.stateOf(second.body.id)).state]).toEqual([
      'delivered',
      'delivered',
    ]);
    expect(await shop.desk()).toEqual([['ok', 'ok']]);
  });

  it('goes where the shopper looks, when the page has given our answer up and let the SDK make its own session', async () => {
    await newShop();
    const requestId = crypto.randomUUID();
    await shop.send('POST', '/chat-sessions', { requestId });
    const ofTheFrame = await visitorToken();
    await shop.write('Do you see me?', { requestId, visitorToken: ofTheFrame });
    await runDeliveries(test);
    const answer = await shop.send('POST', '/chat-sessions', {
      requestId: crypto.randomUUID(),
      visitorToken: ofTheFrame,
    });
    expect(await answer.json()).toMatchObject({ state: 'ready', hasConversation: true });
  });
});

describe('a 404 on the way', () => {
  it('from a proxy while Chatwoot restarts does not make a visitor a stranger', async () => {
    await newShop();
    const requestId = crypto.randomUUID();
    await shop.write('one', { requestId, sequence: 1 });
    await runDeliveries(test);
    await shop.write('two', { requestId, sequence: 2 });
    chatwoot.set(404);
    await runDeliveries(test, 4);
    chatwoot.set('pass');
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['one', 'two']]);
  });

  it('while an unclear ending is settled does not send the message again', async () => {
    await newShop();
    await shop.write('Once', { visitorToken: 'none.of.ours' });
    chatwoot.set('lose-answer', isMessagePost);
    await runDeliveries(test, 1);
    chatwoot.set(404);
    await runDeliveries(test, 4);
    chatwoot.set('pass');
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['Once']]);
  });

  it('for the details alone, because an agent deleted the conversation, ends there', async () => {
    await newShop();
    const { body } = await shop.write('Gone soon', { visitorToken: 'none.of.ours' });
    chatwoot.set(404, (call) => call.includes('/api/v1/accounts/'));
    await runDeliveries(test);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
    expect(test.jobs).toEqual([]);
  });

  it('a token that was revoked holds up no message', async () => {
    await newShop();
    const requestId = crypto.randomUUID();
    await shop.write('first', { requestId, sequence: 1, visitorToken: 'none.of.ours' });
    chatwoot.set(401, (call) => call.includes('/api/v1/accounts/'));
    await runDeliveries(test, 1);
    expect(test.jobs).toMatchObject([{ delayMs: 300_000 }]);
    test.jobs.length = 0;
    await shop.write('second', { requestId, sequence: 2 });
    await runDeliveries(test, 1);
    chatwoot.set('pass');
    expect(await shop.desk()).toEqual([['first', 'second']]);
  });
});

describe('an address to answer to', () => {
  it('stands beside the conversation and on the guest’s own contact', async () => {
    await newShop();
    await shop.write('Please answer', { contact: { email: 'ann@mail.example', name: 'Ann' } });
    await runDeliveries(test);
    const conversation = await shop.conversation();
    expect(conversation.customAttributes).toMatchObject({ storefront_reply_address: 'Ann <ann@mail.example>' });
    expect(await shop.agent.contacts.show(conversation.contactId ?? 0)).toMatchObject({ email: 'ann@mail.example' });
  });

  it('may be given after the message', async () => {
    await newShop();
    const { body } = await shop.write('Please answer');
    await runDeliveries(test);
    const answer = await shop.send('PUT', `/submissions/${body.id}/contact`, { email: 'ann@mail.example' });
    expect([answer.status, await answer.json()]).toEqual([200, { ...body, state: 'delivered' }]);
    await runDeliveries(test);
    expect((await shop.conversation()).customAttributes).toMatchObject({
      storefront_reply_address: 'ann@mail.example',
    });
  });

  it('never makes a guest into the customer who has it', async () => {
    await newShop();
    const owner = await shop.agent.contacts.create({
      name: 'Jane',
      email: 'jane@mail.example',
      identifier: 'opaque-1',
    });
    await shop.write('I am Jane, really', { contact: { email: 'jane@mail.example' } });
    await runDeliveries(test);
    const conversation = await shop.conversation();
    expect(conversation.contactId).not.toBe(owner.contact.id);
    expect(conversation.customAttributes).toMatchObject({ storefront_reply_address: 'jane@mail.example' });
    expect(await shop.agent.contacts.show(conversation.contactId ?? 0)).toMatchObject({ email: null });
  });
});

describe('after a crash', () => {
  it('a message whose job is gone is found by the sweep', async () => {
    await newShop();
    const { body } = await shop.write('Do not forget me');
    test.jobs.length = 0;
    test.clock.now = new Date(test.clock.now.getTime() + 60_000);
    await sweepDeliveries(test.deps);
    await runDeliveries(test);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
    test.jobs.length = 0;
    await sweepDeliveries(test.deps);
    const mine = test.jobs.filter(({ data }) => 'storeId' in data && data.storeId === shop.store.id);
    expect(mine).toEqual([]);
  });

  it('what another process holds is left alone until its lease ends', async () => {
    await newShop();
    const { body } = await shop.write('Busy', { visitorToken: 'none.of.ours' });
    const leasedUntil = new Date(test.clock.now.getTime() + 30_000);
    await db.database.inStore(shop.store.id, (tx) =>
      tx.update(chatSessions).set({ leaseToken: crypto.randomUUID(), leasedUntil }),
    );
    await runDeliveries(test);
    expect((await shop.stateOf(body.id)).state).toBe('received');
    test.clock.now = new Date(leasedUntil.getTime() + 1);
    await sweepDeliveries(test.deps);
    await runDeliveries(test);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
  });

  it('a try that nobody saw end is settled before the message is sent again', async () => {
    await newShop();
    const { body } = await shop.write('Killed in between', { visitorToken: 'none.of.ours' });
    chatwoot.set('lose-answer', isMessagePost);
    await runDeliveries(test, 1);
    // As a process leaves it that is killed after the request and before its ending is written down.
    await db.database.inStore(shop.store.id, (tx) => tx.update(deliveries).set({ outcome: null, endedAt: null }));
    chatwoot.set('pass');
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([['Killed in between']]);
    const row = await db.database.inStore(shop.store.id, (tx) =>
      tx.select().from(submissions).where(eq(submissions.id, body.id)),
    );
    expect(row).toMatchObject([{ state: 'delivered' }]);
  });
});
