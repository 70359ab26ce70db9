import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditLog } from '../audit/tables.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createSecrets } from '../db/secrets.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import type { ChangeDeps } from './change-stores.ts';
import { type HoursChanges, setOpeningHours } from './set-opening-hours.ts';

let db: OpenDatabase;
let deps: ChangeDeps;
beforeAll(async () => {
  db = await openTestDatabase();
  deps = { database: db.database, secrets: createSecrets([{ id: 'k', key: Buffer.alloc(32, 1) }]), actor: 'cli:ana' };
});
afterAll(() => db.close());

const hours: HoursChanges = { timeZone: 'Europe/Amsterdam', week: { monday: [['09:00', '17:00']] } };

it('keeps what is not named, and writes down who changed what', async () => {
  const { id, key } = await createTestStore(db);
  await setOpeningHours(deps, key, { ...hours, holidays: [{ date: '2026-12-25', hours: [] }] });
  const { openingHours } = await setOpeningHours(deps, key, { week: { friday: [['10:00', '12:00']] } });
  expect(openingHours).toEqual({
    timeZone: 'Europe/Amsterdam',
    week: { friday: [['10:00', '12:00']] },
    holidays: [{ date: '2026-12-25', hours: [] }],
  });
  const audit = await db.database.acrossStores((tx) => tx.select().from(auditLog).where(eq(auditLog.storeId, id)));
  expect(audit).toMatchObject([
    { action: 'stores.hours' },
    { action: 'stores.hours', actor: 'cli:ana', detail: { openingHours } },
  ]);
});

it('opens the shop for good', async () => {
  const { key } = await createTestStore(db);
  await setOpeningHours(deps, key, hours);
  expect((await setOpeningHours(deps, key, null)).openingHours).toBeNull();
});

it.each<[string, HoursChanges, string]>([
  ['what it does not know', { ...hours, holiday: [] } as HoursChanges, 'there is no holiday'],
  ['hours without a time zone', { week: {} }, 'timeZone: say'],
  ['a time zone without hours', { timeZone: 'Europe/Amsterdam' }, 'week: say'],
  ['a span that ends first', { ...hours, week: { monday: [['17:00', '09:00']] } }, 'week.monday.0: should end after'],
  [
    'a day that is none',
    { ...hours, holidays: [{ date: '25-12-2026', hours: [] }] },
    'holidays.0.date: should be a day',
  ],
])('refuses %s and says what to do', async (_what, changes, message) => {
  const { key } = await createTestStore(db);
  const change = setOpeningHours(deps, key, changes);
  await expect(change).rejects.toMatchObject({ code: 'invalid_request', message: expect.stringContaining(message) });
});

it('says so when there is no such store', async () => {
  await expect(setOpeningHours(deps, 'nobody', hours)).rejects.toMatchObject({ code: 'store_not_found' });
});
