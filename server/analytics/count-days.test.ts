import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { analyticsNumbersSchema } from '../../contract/analytics.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { stores } from '../stores/tables.ts';
import { sumDays } from './sum-days.ts';
import { analyticsDays } from './tables.ts';
import { arbitraryStory } from './testing/arbitrary-story.ts';
import { countByHand, type Story } from './testing/count-by-hand.ts';
import { happeningsIn } from './testing/happenings.ts';
import { daysFrom } from './utc-days.ts';

const now = new Date('2026-12-03T09:30:00Z');
const [from, to] = ['2026-11-25', '2026-12-03'];

let db: OpenDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

async function tell(storeId: string, story: Story) {
  const store = await happeningsIn(db, storeId, now);
  for (const customer of story.customers) await store.addCustomer(customer);
  for (const session of story.sessions) await store.addSession(session);
  for (const visitor of story.visitors) await store.addVisitor(visitor);
  await store.tell(...story.events);
  await store.write(...story.messages);
}

async function sumUp(storeId: string) {
  await sumDays({ database: db.database, now: () => now }, { storeId, from, to }, 30);
  const rows = await db.database.inStore(storeId, (tx) => tx.select().from(analyticsDays));
  return Object.fromEntries(rows.map(({ day, numbers }) => [day, analyticsNumbersSchema.parse(numbers)]));
}

/** A store for one story: told again, to make it shorter, it has the same people. */
async function inNewStore(attributionDays: number, work: (storeId: string) => Promise<void>) {
  const { id } = await createTestStore(db, { attributionDays });
  try {
    await work(id);
  } finally {
    await db.database.acrossStores((tx) => tx.delete(stores).where(eq(stores.id, id)));
  }
}

it('counts what somebody would who looks at every row, and the same again when its numbers are lost', async () => {
  const story = arbitraryStory(new Date('2026-12-04T00:00:00Z'), 12);
  const property = fc.asyncProperty(story, fc.integer({ min: 1, max: 5 }), (story, attributionDays) =>
    inNewStore(attributionDays, async (storeId) => {
      await tell(storeId, story);
      const byHand = daysFrom(from, to).map((day) => [day, countByHand(story, day, attributionDays)]);
      expect(await sumUp(storeId)).toEqual(Object.fromEntries(byHand));
      await db.database.inStore(storeId, (tx) => tx.delete(analyticsDays));
      expect(await sumUp(storeId)).toEqual(Object.fromEntries(byHand));
    }),
  );
  await fc.assert(property, { numRuns: 10 });
});

it('says in what time three of four presses had chat, of those that had it', () =>
  inNewStore(7, async (storeId) => {
    const store = await happeningsIn(db, storeId, now);
    const ready = Array.from({ length: 10 }, (_, index) => ({ name: 'press_to_ready', ms: (index + 1) * 100 }));
    await store.tell(
      ...ready.map((data) => ({ type: 'chat_timing' as const, at: now, visitorId: null, data })),
      { type: 'chat_unavailable', at: now, visitorId: null, data: { reason: 'timeout', ms: 9000 } },
      { type: 'chat_timing', at: now, visitorId: null, data: { name: 'chunks', ms: 9000 } },
    );
    expect((await sumUp(storeId))[to]).toMatchObject({
      presses: 11,
      pressToReadyP75Ms: 800,
      unavailable: { presses: 1, rate: 1 / 11, byReason: { timeout: 1 } },
    });
  }));
