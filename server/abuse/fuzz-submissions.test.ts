import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { fuzzSubmissions } from '../testing/fuzz/fuzz-submissions.ts';

let db: OpenDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

it('stores what it accepts as it was sent and nothing else, whatever comes (npm run fuzz:submissions sends more)', async () => {
  const { sent, stored, byStatus, problems } = await fuzzSubmissions(db, { runs: 750, seed: 6 });
  expect(problems).toEqual([]);
  expect(sent).toBe(750);
  // Nothing is proven by requests that are all refused for one reason.
  expect(stored).toBeGreaterThan(150);
  for (const status of [202, 400, 409, 428]) expect([status, byStatus[status] ?? 0]).not.toEqual([status, 0]);
});
