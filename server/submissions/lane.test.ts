import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatSessions } from '../chat-sessions/tables.ts';
import { ChatwootError } from '../chatwoot/index.ts';
import type { JobData } from '../jobs/queues.ts';
import { type DeliveryStage, isMessagePost, openDeliveryStage } from '../testing/delivery-stage.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { deliverMessages } from './deliver-messages.ts';
import { sweepDeliveries } from './sweep-deliveries.ts';
import { deliveries } from './tables.ts';

let stage: DeliveryStage;
let shop: TestShop;

beforeAll(async () => {
  stage = await openDeliveryStage();
});
beforeEach(async () => {
  shop = await stage.newShop();
});
afterEach(() => stage.reset());
afterAll(() => stage.stop());

describe('one visitor', () => {
  it('carries the request’s id on to Chatwoot', async () => {
    stage.chatwoot.requestIds.length = 0;
    const { headers } = await shop.write('Follow me');
    await stage.run();
    expect(new Set(stage.chatwoot.requestIds)).toEqual(new Set([headers.get('x-request-id')]));
  });

  it('keeps a visitor’s messages in order and in one conversation', async () => {
    const requestId = crypto.randomUUID();
    await shop.write('three', { requestId, sequence: 3 });
    await shop.write('one', { requestId, sequence: 1 });
    await shop.write('two', { requestId, sequence: 2 });
    await stage.run();
    expect(await shop.desk()).toEqual([['one', 'two', 'three']]);
  });

  it('lets no message wait for what could not be noted beside the one before', async () => {
    const requestId = crypto.randomUUID();
    await shop.write('one', { requestId, sequence: 1 });
    const [job] = stage.test.jobs.splice(0);
    // No page is going to bind the session.
    stage.later(20_000);
    const accountClient = async () => {
      await shop.write('two, meanwhile', { requestId, sequence: 2 });
      throw new ChatwootError({ kind: 'server-error', call: 'any', status: 500, detail: 'HTTP 500' });
    };
    await deliverMessages({ ...stage.test.deps, accountClient }, job?.data as JobData['deliver-messages']);
    const due = stage.test.jobs.splice(0).filter(({ delayMs }) => delayMs === 0);
    stage.test.jobs.push(...due);
    await stage.run(due.length);
    expect(await shop.desk()).toEqual([['one', 'two, meanwhile']]);
  });

  it('goes on in the conversation of the browser’s own session', async () => {
    const requestId = crypto.randomUUID();
    const session = (await (await shop.send('POST', '/chat-sessions', { requestId })).json()) as {
      visitorToken: string;
    };
    await shop.write('first', { requestId });
    await stage.run();
    await shop.write('later, on another page', { visitorToken: session.visitorToken });
    await stage.run();
    expect(await shop.desk()).toEqual([['first', 'later, on another page']]);
  });

  it('waits for the page’s own session before making one', async () => {
    const requestId = crypto.randomUUID();
    const { body } = await shop.write('Hello', { requestId });
    await stage.run(1);
    expect([(await shop.stateOf(body.id)).state, stage.chatwoot.calls]).toEqual(['received', []]);
    await shop.send('POST', '/chat-sessions', { requestId });
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
    expect(stage.chatwoot.calls.filter((call) => call === 'POST /api/v1/widget/config')).toHaveLength(1);
  });

  it('makes a session itself when the page never comes back', async () => {
    const { body } = await shop.write('Hello');
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
  });

  it('sends two equal messages twice: they were written twice', async () => {
    const requestId = crypto.randomUUID();
    await shop.write('ok', { requestId, sequence: 1 });
    await shop.write('ok', { requestId, sequence: 2 });
    stage.chatwoot.set('lose-answer', isMessagePost);
    await stage.run(22);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await shop.desk()).toEqual([['ok', 'ok']]);
  });

  it('starts a new conversation when Chatwoot no longer knows the visitor', async () => {
    const requestId = crypto.randomUUID();
    await shop.write('before', { requestId, sequence: 1 });
    await stage.run();
    const { contactId } = await shop.conversation();
    await shop.agent.contacts.delete(contactId ?? 0);
    const { body } = await shop.write('after', { requestId, sequence: 2 });
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
  });
});

describe('one visitor on several pages', () => {
  async function visitorToken() {
    const answer = await shop.send('POST', '/chat-sessions', { requestId: crypto.randomUUID() });
    return ((await answer.json()) as { visitorToken: string }).visitorToken;
  }

  it('keeps the order across a page change, even if the earlier page’s message takes longer', async () => {
    const token = await visitorToken();
    await shop.write('from the first page', { visitorToken: token });
    stage.chatwoot.set('cut', isMessagePost);
    await stage.run(1);
    stage.later(10);
    await shop.write('from the second page', { visitorToken: token });
    // The second page's job comes first now.
    stage.test.jobs.reverse();
    stage.chatwoot.set('pass');
    await stage.run(1);
    expect(await shop.desk()).toEqual([]);
    await stage.run();
    expect(await shop.desk()).toEqual([['from the first page', 'from the second page']]);
  });

  it('does not take the words of another page’s message for its own', async () => {
    const token = await visitorToken();
    const first = await shop.write('ok', { visitorToken: token });
    stage.chatwoot.set(502, isMessagePost);
    await stage.run(1);
    stage.chatwoot.set('pass');
    // As if the second page's message had overtaken the first.
    await stage.db.database.inStore(shop.store.id, (tx) => tx.update(chatSessions).set({ visitorKey: null }));
    stage.test.jobs.length = 0;
    const second = await shop.write('ok', { visitorToken: token });
    await stage.run();
    await sweepDeliveries(stage.test.deps);
    stage.later(61_000);
    await sweepDeliveries(stage.test.deps);
    await stage.run();
    expect([(await shop.stateOf(first.body.id)).state, (await shop.stateOf(second.body.id)).state]).toEqual([
      'delivered',
      'delivered',
    ]);
    expect(await shop.desk()).toEqual([['ok', 'ok']]);
  });

  it('goes where the shopper looks, when the page has given our answer up and let the SDK make its own session', async () => {
    const requestId = crypto.randomUUID();
    await shop.send('POST', '/chat-sessions', { requestId });
    const ofTheFrame = await visitorToken();
    await shop.write('Do you see me?', { requestId, visitorToken: ofTheFrame });
    await stage.run();
    const answer = await shop.send('POST', '/chat-sessions', {
      requestId: crypto.randomUUID(),
      visitorToken: ofTheFrame,
    });
    expect(await answer.json()).toMatchObject({ state: 'ready', hasConversation: true });
  });
});

describe('after a crash', () => {
  it('a message whose job is gone is found by the sweep', async () => {
    const { body } = await shop.write('Do not forget me');
    stage.test.jobs.length = 0;
    stage.later(60_000);
    await sweepDeliveries(stage.test.deps);
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
    stage.test.jobs.length = 0;
    await sweepDeliveries(stage.test.deps);
    const mine = stage.test.jobs.filter(({ data }) => 'storeId' in data && data.storeId === shop.store.id);
    expect(mine).toEqual([]);
  });

  it('what another process holds is left alone until its lease ends', async () => {
    const { body } = await shop.write('Busy', { visitorToken: 'none.of.ours' });
    const leasedUntil = new Date(stage.test.clock.now.getTime() + 30_000);
    await stage.db.database.inStore(shop.store.id, (tx) =>
      tx.update(chatSessions).set({ leaseToken: crypto.randomUUID(), leasedUntil }),
    );
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('received');
    stage.test.clock.now = new Date(leasedUntil.getTime() + 1);
    await sweepDeliveries(stage.test.deps);
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
  });

  it('a try that nobody saw end is settled before the message is sent again', async () => {
    const { body } = await shop.write('Killed in between', { visitorToken: 'none.of.ours' });
    stage.chatwoot.set('lose-answer', isMessagePost);
    await stage.run(1);
    // As a process leaves it that is killed after the request and before its ending is written down.
    await stage.db.database.inStore(shop.store.id, (tx) => tx.update(deliveries).set({ outcome: null, endedAt: null }));
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await shop.desk()).toEqual([['Killed in between']]);
    expect(await stage.row(shop, body.id)).toMatchObject({ state: 'delivered' });
  });
});
