import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { events } from '../events/tables.ts';
import { noNumbers } from './count-days.ts';
import { deleteOldAnalytics } from './delete-old-analytics.ts';
import { sumAnalytics, sumLateAnalytics } from './sum-analytics.ts';
import { sumDays } from './sum-days.ts';
import { analyticsDays } from './tables.ts';
import { type Happenings, happeningsIn, type ToldEvent } from './testing/happenings.ts';
import { addDays } from './utc-days.ts';

const today = '2026-12-01';
const now = new Date(`${today}T09:30:00Z`);
const log: string[] = [];
const logger = pino({ level: 'error' }, { write: (line) => void log.push(line) });

let db: OpenDatabase;
let storeId: string;
let store: Happenings;
beforeAll(async () => {
  db = await openTestDatabase();
});
beforeEach(async () => {
  storeId = (await createTestStore(db)).id;
  store = await happeningsIn(db, storeId, now);
});
afterAll(() => db.close());

const deps = (at = now) => ({ database: db.database, logger, now: () => at });
const view = (at: string): ToldEvent => ({ type: 'page_view', at: new Date(at), visitorId: crypto.randomUUID() });

/** Visitors of the days that are stored. */
async function storedDays(id = storeId) {
  const rows = await db.database.inStore(id, (tx) => tx.select().from(analyticsDays));
  return Object.fromEntries(rows.map(({ day, numbers }) => [day, numbers.visitors]));
}

it('sums up yesterday and today, by UTC, across the end of a month', async () => {
  await store.tell(
    view('2026-11-29T23:59:59.999Z'),
    view('2026-11-30T00:00:00Z'),
    view('2026-11-30T23:59:59.999Z'),
    view('2026-12-01T00:00:00Z'),
  );
  await sumAnalytics(deps());
  expect(await storedDays()).toEqual({ '2026-11-30': 2, '2026-12-01': 1 });
});

it('counts a day again when something of it comes late', async () => {
  await store.tell(view('2026-11-24T12:00:00Z'));
  await sumLateAnalytics(deps());
  await store.tell(view('2026-11-24T12:00:00Z'), view(now.toISOString()));
  await sumAnalytics(deps());
  expect(await storedDays()).toMatchObject({ '2026-11-24': 1, [today]: 1 });
  await sumLateAnalytics(deps());
  expect(await storedDays()).toMatchObject({ '2026-11-24': 2, [today]: 1 });
});

it('leaves a store alone in which nothing happens, and empties a day whose only visitor was forgotten', async () => {
  const quiet = (await createTestStore(db)).id;
  await store.tell(view(now.toISOString()));
  await sumAnalytics(deps());
  expect([await storedDays(quiet), (await storedDays())[today]]).toEqual([{}, 1]);
  await db.database.inStore(storeId, (tx) => tx.delete(events));
  await sumAnalytics(deps());
  expect((await storedDays())[today]).toBe(0);
});

it('counts messages of a store that does not track', async () => {
  await store.write({ sessionId: await store.addSession(), at: now, reason: 'closed-now' });
  await sumAnalytics(deps());
  const [row] = await db.database.inStore(storeId, (tx) =>
    tx.select().from(analyticsDays).orderBy(analyticsDays.day).offset(1),
  );
  expect(row?.numbers).toMatchObject({ conversations: 1, messages: { total: 1, byReason: { 'closed-now': 1 } } });
});

it('keeps stores apart that have the same order and the same visitor', async () => {
  const other = (await createTestStore(db)).id;
  const visitorId = crypto.randomUUID();
  const order = (value: number): ToldEvent[] => [
    { type: 'purchase', at: now, visitorId, data: { transactionId: '1', value, currency: 'EUR' } },
  ];
  await store.tell(...order(100));
  const others = await happeningsIn(db, other, now);
  await others.tell(...order(900), { type: 'chat_started', at: now, visitorId });
  await sumAnalytics(deps());
  const ordersOf = async (id: string) => {
    const rows = await db.database.inStore(id, (tx) => tx.select().from(analyticsDays));
    return rows.find(({ day }) => day === today)?.numbers.orders;
  };
  expect(await ordersOf(storeId)).toMatchObject({ total: 1, revenue: { EUR: 100 }, afterChat: 0 });
  expect(await ordersOf(other)).toMatchObject({ total: 1, revenue: { EUR: 900 }, afterChat: 1 });
});

it('is not kept from other stores by one that cannot be counted', async () => {
  const other = (await createTestStore(db)).id;
  await (await happeningsIn(db, other, now)).tell(view(now.toISOString()));
  await store.tell({ type: 'purchase', at: now, data: { transactionId: 'a', value: 'much', currency: 'EUR' } });
  log.length = 0;
  await sumAnalytics(deps());
  expect([await storedDays(), (await storedDays(other))[today]]).toEqual([{}, 1]);
  expect(log.join('')).toContain('analytics not summed');
  await db.database.inStore(storeId, (tx) => tx.delete(events));
});

it('never counts a day again whose rows may be gone, nor one whose chats before it are', async () => {
  const kept = (await createTestStore(db, { eventRetentionDays: 40, attributionDays: 7 })).id;
  const days = [-25, -24, -22, -21].map((count) => addDays(today, count));
  const known = days.map((day) => ({ storeId: kept, day, summedAt: new Date(0) }));
  await db.database.inStore(kept, (tx) =>
    tx.insert(analyticsDays).values(known.map((row) => ({ ...row, numbers: { ...noNumbers(), visitors: 5 } }))),
  );
  const from = addDays(today, -30);
  // Messages are kept for a year: it is the events that go after 40 days, and their clocks may be nine off.
  const counted = await sumDays(deps(), { storeId: kept, from, to: today }, 365);
  expect([counted[0], counted.at(-1)]).toEqual([addDays(today, -24), today]);
  expect((await storedDays(kept))[addDays(today, -25)]).toBe(5);
  // By default for a month: a chat seven days before counts, so it is a week less.
  expect((await sumDays(deps(), { storeId: kept, from, to: today }, 30))[0]).toBe(addDays(today, -22));
});

it('does not put an earlier count in the place of a later one', async () => {
  await store.tell(view(now.toISOString()));
  await sumAnalytics(deps(new Date(now.getTime() + 1000)));
  await store.tell(view(now.toISOString()));
  await sumAnalytics(deps());
  expect((await storedDays())[today]).toBe(1);
  await sumAnalytics(deps(new Date(now.getTime() + 2000)));
  expect((await storedDays())[today]).toBe(2);
});

it('keeps a day for as long as somebody can ask for it', async () => {
  await store.tell(view(now.toISOString()));
  await sumAnalytics(deps());
  const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
  await db.database.acrossStores((tx) => deleteOldAnalytics(tx, later(399)));
  expect(await storedDays()).toHaveProperty(today);
  await db.database.acrossStores((tx) => deleteOldAnalytics(tx, later(400)));
  expect(await storedDays()).toEqual({});
});
