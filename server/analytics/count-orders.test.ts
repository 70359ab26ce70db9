import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { countDays } from './count-days.ts';
import { type Happenings, happeningsIn, type ToldEvent } from './testing/happenings.ts';

const day = '2026-12-01';
const noon = new Date(`${day}T12:00:00Z`);
const hoursAgo = (hours: number) => new Date(noon.getTime() - hours * 3_600_000);
const attributionDays = 7;

let db: OpenDatabase;
let storeId: string;
let store: Happenings;
beforeAll(async () => {
  db = await openTestDatabase();
});
beforeEach(async () => {
  storeId = (await createTestStore(db)).id;
  store = await happeningsIn(db, storeId, noon);
});
afterAll(() => db.close());

async function ordersOn(asked: string) {
  const days = await db.database.inStore(storeId, (tx) =>
    countDays(tx, { storeId, from: asked, to: asked }, attributionDays),
  );
  return days.get(asked)?.orders;
}

function order(number: string, event: Partial<ToldEvent>, value = 1999, currency = 'EUR'): ToldEvent {
  return { type: 'purchase', at: noon, data: { transactionId: number, value, currency }, ...event };
}

describe('an order', () => {
  it('counts once, on the day it was first told, however often its page is loaded', async () => {
    const visitorId = await store.addVisitor();
    await store.tell(
      order('1', { visitorId }),
      order('1', { visitorId, at: hoursAgo(-1) }),
      order('1', { visitorId: crypto.randomUUID(), at: hoursAgo(-30 * 24) }),
    );
    expect(await ordersOn(day)).toMatchObject({ total: 1, revenue: { EUR: 1999 } });
    expect(await ordersOn('2026-12-31')).toMatchObject({ total: 0, revenue: {} });
  });

  it('is worth what the shop’s server says, whenever it says so', async () => {
    const visitorId = await store.addVisitor();
    await store.tell(
      order('1', { visitorId }, 100),
      order('1', { source: 'server', at: hoursAgo(-48) }, 250),
      order('1', { source: 'server', at: hoursAgo(-72) }, 300),
    );
    expect(await ordersOn(day)).toMatchObject({ total: 1, revenue: { EUR: 250 } });
    expect(await ordersOn('2026-12-03')).toMatchObject({ total: 0 });
  });

  it('adds to its own currency', async () => {
    await store.tell(order('1', {}), order('2', {}, 1), order('3', {}, 500, 'SEK'), order('4', {}, 900_000_000_000));
    expect(await ordersOn(day)).toMatchObject({ total: 4, revenue: { EUR: 900_000_002_000, SEK: 500 } });
  });
});

describe('an order is one after a chat', () => {
  const chat = (visitorId: string, hours: number, type: ToldEvent['type'] = 'chat_started'): ToldEvent => ({
    type,
    at: hoursAgo(hours),
    visitorId,
    data: { via: 'box' },
  });
  const afterChat = async () => (await ordersOn(day))?.afterChat;

  it.each([
    ['a minute before', 1 / 60, 1],
    ['seven days before, to the minute', 7 * 24, 1],
    ['longer ago than that', 7 * 24 + 1 / 60, 0],
    ['afterwards', -1 / 60, 0],
  ])('when its visitor chatted %s', async (_when, hours, expected) => {
    const visitorId = await store.addVisitor();
    await store.tell(order('1', { visitorId }), chat(visitorId, hours));
    expect(await afterChat()).toBe(expected);
  });

  it('when its visitor wrote, and not when they only opened the box', async () => {
    const [opener, writer] = [await store.addVisitor(), await store.addVisitor()];
    await store.tell(order('1', { visitorId: opener }), chat(opener, 1, 'chat_opened'));
    await store.tell(order('2', { visitorId: writer }), chat(writer, 1, 'message_sent'));
    expect(await ordersOn(day)).toMatchObject({ afterChat: 1, revenueAfterChat: { EUR: 1999 } });
  });

  it('when the customer chatted in another browser', async () => {
    const customerId = await store.addCustomer();
    const [phone, laptop] = [await store.addVisitor({ customerId }), await store.addVisitor({ customerId })];
    await store.tell(chat(phone, 1), order('1', { visitorId: laptop }));
    expect(await afterChat()).toBe(1);
  });

  it('when the shop’s server told it of a customer who chatted', async () => {
    const customerId = await store.addCustomer();
    const visitorId = await store.addVisitor({ customerId });
    await store.tell(chat(visitorId, 1), order('1', { source: 'server', customerId }));
    expect(await afterChat()).toBe(1);
  });

  it('when its visitor’s messages came on another page', async () => {
    const [written, newest] = [
      await store.addSession({ visitorKey: 'v' }),
      await store.addSession({ visitorKey: 'v' }),
    ];
    const visitorId = await store.addVisitor({ sessionId: newest });
    await store.write({ sessionId: written, at: hoursAgo(1) });
    await store.tell(order('1', { visitorId }));
    expect(await afterChat()).toBe(1);
  });

  it('when its customer wrote, though their browser is not followed', async () => {
    const customerId = await store.addCustomer();
    await store.write({ sessionId: await store.addSession({ customerId }), at: hoursAgo(1) });
    await store.tell(order('1', { source: 'server', customerId }));
    expect(await afterChat()).toBe(1);
  });

  it('not when what was written is held as spam, nor when somebody else wrote', async () => {
    const sessionId = await store.addSession();
    const visitorId = await store.addVisitor({ sessionId });
    const other = await store.addVisitor({ sessionId: await store.addSession() });
    await store.write({ sessionId, at: hoursAgo(1), isHeld: true });
    await store.tell(order('1', { visitorId }), chat(other, 1));
    expect(await ordersOn(day)).toMatchObject({ total: 1, afterChat: 0, revenueAfterChat: {} });
  });
});
