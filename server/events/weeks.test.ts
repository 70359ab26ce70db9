import { sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { countOutcome } from '../chat-outcomes/count-outcome.ts';
import { deleteOldEvents, dropOldWeeks, ensureEventPartitions, recordEvents } from './index.ts';
import { visitorErasures } from './tables.ts';
import { dayMs, type EventShop, eventServerForTests, pageView } from './test-events.ts';

const server = eventServerForTests();
const realNow = new Date();
afterEach(() => {
  server.test.clock.now = realNow;
});

const after = (days: number) => new Date(realNow.getTime() + days * dayMs);

async function weeks(): Promise<string[]> {
  const { rows } = await server.db.database.acrossStores((tx) =>
    tx.execute<{ name: string }>(sql`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'events'::regclass order by 1`),
  );
  return rows.map(({ name }) => name);
}

/** What a page tells on that day. */
function tellOn(shop: EventShop, day: Date, path = '/') {
  server.test.clock.now = day;
  return shop.tell([pageView(path, day.getTime())]);
}

it('takes events although nobody has made a week for them: the server slept, or its clock jumped', async () => {
  const shop = await server.addShop();
  const before = await weeks();
  const answers = await Promise.all([1, 2, 3].map(() => tellOn(shop, after(60))));
  expect(answers.map(({ accepted }) => accepted)).toEqual([1, 1, 1]);
  expect((await weeks()).length).toBeGreaterThan(before.length);
  const deps = { ...server.test.deps, now: () => after(100) };
  await countOutcome(deps, shop.store.id, { outcome: 'ready', ms: 5 });
  expect(await shop.events()).toHaveLength(4);
});

it('does not try for ever', async () => {
  const shop = await server.addShop();
  let made = 0;
  const database: typeof server.db.database = {
    inStore: server.db.database.inStore,
    acrossStores: async () => {
      made += 1;
      throw new Error('no week can be made');
    },
  };
  const deps = { ...server.test.deps, database, now: () => after(200) };
  const batch = { ...shop.batchOf([pageView('/', after(200).getTime())]), consent: { analytics: true } as const };
  await expect(recordEvents(deps, shop.store, batch, 'test')).rejects.toThrow('no week can be made');
  expect(made).toBe(1);
});

it('has weeks ready a week back and two ahead, made once however many ask', async () => {
  const deps = { ...server.test.deps, now: () => after(300) };
  const made = await Promise.all([1, 2, 3, 4].map(() => ensureEventPartitions(deps)));
  expect(made.toSorted()).toEqual([0, 0, 0, 4]);
});

it('keeps of each store what it wants to keep, and forgets who was not seen for as long', async () => {
  const [short, long] = [await server.addShop({ eventRetentionDays: 8 }), await server.addShop()];
  for (const shop of [short, long]) {
    for (const days of [0, 3, 80]) await tellOn(shop, after(400 + days), `/${days}`);
  }
  const now = after(400 + 8.5);
  const deleted = await server.db.database.acrossStores((tx) => deleteOldEvents(tx, now));
  expect(deleted).toMatchObject({ events: expect.any(Number), visitors: expect.any(Number) });
  const paths = async (shop: EventShop) => (await shop.events()).map(({ page }) => page?.url.slice(20));
  expect([await paths(short), (await short.visitors()).length]).toEqual([['/3', '/80'], 2]);
  expect([await paths(long), (await long.visitors()).length]).toEqual([['/0', '/3', '/80'], 3]);
});

it('drops weeks whole once no store wants them', async () => {
  const shop = await server.addShop({ eventRetentionDays: 30 });
  await tellOn(shop, after(600));
  await server.addShop({ eventRetentionDays: 60 });
  const all = await weeks();
  expect(await dropOldWeeks(server.db.database, after(600 + 90))).toBeGreaterThan(0);
  // The longest that any store wants is 90 days, and a week ends within 7.
  expect(await shop.events()).toHaveLength(1);
  await dropOldWeeks(server.db.database, after(600 + 98));
  expect(await shop.events()).toEqual([]);
  expect((await weeks()).length).toBeLessThan(all.length);
});

it('forgets after a month whom it was to forget: what a browser kept of them is too old by then', async () => {
  const shop = await server.addShop();
  for (const days of [0, 5]) {
    server.test.clock.now = after(days);
    await shop.send('visitor-erasures', { visitorId: crypto.randomUUID() });
  }
  const { visitorErasures: gone } = await server.db.database.acrossStores((tx) => deleteOldEvents(tx, after(31)));
  expect(gone).toBe(1);
  expect(await shop.inStore((tx) => tx.select().from(visitorErasures))).toHaveLength(1);
});
