import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { events } from '../events/tables.ts';
import { eventsIn } from './span.ts';
import { happeningsIn } from './testing/happenings.ts';

let db: OpenDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

it('looks at no other weeks than those in which events of the days asked for may lie', async () => {
  const { id: storeId } = await createTestStore(db);
  // Sixteen weeks, and more.
  await happeningsIn(db, storeId, new Date('2026-12-01T09:30:00Z'));
  const { rows } = await db.database.inStore(storeId, (tx) =>
    tx.execute<Record<string, string>>(sql`
      explain select count(*) from ${events} where ${eventsIn({ storeId, from: '2026-11-10', to: '2026-11-12' })}`),
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  // An event is at most eight days off the time in its id.
  expect([...new Set(plan.match(/events_2\d{7}/g))].sort()).toEqual([
    'events_20261102',
    'events_20261109',
    'events_20261116',
  ]);
  expect(plan).toMatch(/store_id = .*id >= /s);
});
