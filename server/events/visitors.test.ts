import { beforeEach, describe, expect, it } from 'vitest';
import { chatSessions } from '../chat-sessions/tables.ts';
import { only } from '../db/database.ts';
import { customers } from '../identity/tables.ts';
import { cartUpdated, type EventShop, eventServerForTests, minuteMs, pageView, viewItem } from './test-events.ts';

const server = eventServerForTests();
const now = () => server.test.clock.now.getTime();
const visitorId = crypto.randomUUID();

let shop: EventShop;
beforeEach(async () => {
  shop = await server.addShop();
  server.test.jobs.length = 0;
});

const visitor = async () => only(await shop.visitors());
const shown = () => server.test.jobs.map(({ queue, data }) => [queue, data]);

function addSession(customerId: string | null = null) {
  const requestId = crypto.randomUUID();
  return shop.inStore(async (tx) => {
    const row = { storeId: shop.store.id, requestId, customerId };
    return { requestId, ...only(await tx.insert(chatSessions).values(row).returning({ id: chatSessions.id })) };
  });
}

function addCustomer(externalId: string) {
  const row = { storeId: shop.store.id, externalId, identifier: crypto.randomUUID() };
  return shop.inStore(async (tx) => only(await tx.insert(customers).values(row).returning()));
}

describe('what a visitor sees and has', () => {
  it('is the newest of what was told, whatever came first', async () => {
    const at = (secondsAgo: number) => now() - secondsAgo * 1000;
    const told = { visitorId, sentAt: now() };
    await shop.tell([cartUpdated(3000, at(5)), cartUpdated(1000, at(20)), pageView('/c', at(6))], told);
    await shop.tell([cartUpdated(2000, at(10)), viewItem('7', at(12)), pageView('/b', at(10))], told);
    expect(await visitor()).toMatchObject({
      page: { url: 'https://shop.example/c' },
      item: { itemId: '7' },
      cart: { total: 3000 },
      itemAt: new Date(at(12)),
      cartAt: new Date(at(5)),
    });
  });

  it('is not made newer by a late copy of an old batch', async () => {
    const old = { ...shop.batchOf([cartUpdated(1000, now() - 1000)]), visitorId };
    await shop.send('events', old);
    const later = now() + 5 * minuteMs;
    server.test.clock.now = new Date(later);
    await shop.tell([cartUpdated(2000, later - 1000)], { visitorId });
    // The network held it back for so long that its sender's clock seems to be slow.
    server.test.clock.now = new Date(later + 10 * minuteMs);
    expect(await (await shop.send('events', old)).json()).toMatchObject({ accepted: 0, repeated: 1 });
    expect((await visitor()).cart?.total).toBe(2000);
  });

  it('stays as it is while events say nothing about it', async () => {
    await shop.tell([cartUpdated(1000)], { visitorId });
    await shop.tell([{ ...pageView(), page: undefined }], { visitorId });
    expect(await visitor()).toMatchObject({ cart: { total: 1000 }, page: null });
  });

  it('is of a page of the store’s own', async () => {
    await shop.tell([{ ...pageView(), page: { url: 'https://elsewhere.example/' } }], { visitorId });
    expect((await visitor()).page).toBeNull();
  });
});

it('keeps what the visitor allowed last', async () => {
  const consent = (marketing: boolean) => ({ analytics: true, marketing });
  await shop.tell([pageView()], { visitorId, sentAt: now() - 1000, consent: consent(true) });
  await shop.tell([pageView()], { visitorId, sentAt: now() - 9000, consent: consent(false) });
  expect((await visitor()).consent).toEqual(consent(true));
  await shop.tell([pageView()], { visitorId, sentAt: now(), consent: consent(false) });
  expect((await visitor()).consent).toEqual(consent(false));
});

describe('agents', () => {
  it('are shown nothing of somebody who has not chatted', async () => {
    await shop.tell([cartUpdated(1000)], { visitorId });
    expect(shown()).toEqual([]);
  });

  it('are shown soon what somebody sees whose page has a chat session, by ids alone', async () => {
    const customer = await addCustomer('42');
    const session = await addSession(customer.id);
    await shop.tell([cartUpdated(1000)], { visitorId, requestId: session.requestId });
    expect(await visitor()).toMatchObject({ sessionId: session.id, customerId: customer.id });
    const job = { storeId: shop.store.id, visitorId, requestId: expect.any(String) };
    expect(shown()).toEqual([['show-activity', job]]);
    expect(server.test.jobs[0]?.delayMs).toBeGreaterThan(500);
    // Later batches need not say it again.
    await shop.tell([pageView('/next')], { visitorId });
    expect(shown()).toHaveLength(2);
  });

  it('are shown it although all of the batch had come before the session was known', async () => {
    const event = cartUpdated(1000);
    await shop.tell([event], { visitorId });
    const { id, requestId } = await addSession();
    await shop.tell([event], { visitorId, requestId });
    expect([(await visitor()).sessionId, shown().length]).toEqual([id, 1]);
  });

  it('are shown what belongs to the newest session, in whatever order it is told', async () => {
    const [old, recent] = [await addSession(), await addSession()];
    await shop.tell([pageView()], { visitorId, sentAt: now(), requestId: recent.requestId });
    await shop.tell([pageView()], { visitorId, sentAt: now() - 5000, requestId: old.requestId });
    expect((await visitor()).sessionId).toBe(recent.id);
  });

  it('are shown nothing by way of another store’s session', async () => {
    const { requestId } = await addSession();
    const other = await server.addShop();
    await other.tell([cartUpdated(1000)], { visitorId, requestId });
    expect([only(await other.visitors()).sessionId, shown()]).toEqual([null, []]);
  });

  it('are shown nothing where the owner wants it so', async () => {
    shop = await server.addShop({ showActivity: 'off' });
    const { requestId } = await addSession();
    await shop.tell([cartUpdated(1000)], { visitorId, requestId });
    expect(shown()).toEqual([]);
  });

  it('are shown all of it at once when somebody writes', async () => {
    const { requestId } = await addSession();
    await shop.tell([cartUpdated(1000), { ...pageView(), type: 'message_sent', data: { via: 'chat' } }], {
      visitorId,
      requestId,
    });
    expect(server.test.jobs).toMatchObject([{ queue: 'show-activity', delayMs: 0 }]);
  });
});

describe('the shop’s own server', () => {
  const order = { transactionId: '1042', value: 3998, currency: 'EUR' };
  const purchase = () => ({ ...pageView(), type: 'purchase', data: order });

  it('tells of a customer by its own id, whose newest visitor it is shown beside', async () => {
    const customer = await addCustomer('42');
    const { requestId } = await addSession(customer.id);
    await shop.tell([cartUpdated(1000, now() - 9000)], { visitorId, requestId });
    server.test.jobs.length = 0;
    const told = [purchase(), cartUpdated(0, now())];
    expect(await shop.tellAsServer(told, { customerId: '42' })).toMatchObject({ accepted: 2 });
    expect(await shop.tellAsServer(told, { customerId: '42' })).toMatchObject({ repeated: 2 });
    const rows = (await shop.events()).filter(({ source }) => source === 'server');
    expect(rows).toMatchObject([{ customerId: customer.id, visitorId: null }, { customerId: customer.id }]);
    expect([(await visitor()).cart?.total, shown().length]).toEqual([0, 1]);
  });

  it('tells whose browser that was, if it knows', async () => {
    await shop.tell([pageView()], { visitorId });
    await shop.tellAsServer([cartUpdated(700)], { visitorId, customerId: '43' });
    const [row] = (await shop.events()).filter(({ source }) => source === 'server');
    expect([row?.visitorId, (await visitor()).cart?.total]).toEqual([visitorId, 700]);
    expect((await visitor()).customerId).toBe(row?.customerId);
  });

  it('makes no visitor: of whom no browser has told us the event is nobody’s', async () => {
    await shop.tellAsServer([cartUpdated(700)], { visitorId: crypto.randomUUID() });
    expect(await shop.visitors()).toEqual([]);
    expect(await shop.events()).toMatchObject([{ source: 'server', visitorId: null, customerId: null }]);
  });
});
