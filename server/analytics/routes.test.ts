import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { analyticsAnswerSchema } from '../../contract/analytics.ts';
import { errorBodySchema } from '../../contract/errors.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { rotateIdentityKey } from '../identity/index.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { sumAnalytics } from './sum-analytics.ts';
import { type Happenings, happeningsIn } from './testing/happenings.ts';

const now = new Date('2026-12-01T09:30:00Z');

let db: OpenDatabase;
let test: TestApp;
let key: string;
let apiKey: string;
let store: Happenings;
beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
});
beforeEach(async () => {
  test.clock.now = now;
  const row = await createTestStore(db, { attributionDays: 3 });
  key = row.key;
  await test.deps.directory.refresh();
  apiKey = await rotateIdentityKey(test.changes, key, 'api');
  store = await happeningsIn(db, row.id, now);
});
afterAll(() => db.close());

function ask(query = '', authorization = `Bearer ${apiKey}`) {
  return test.app.request(`/v1/stores/${key}/analytics${query}`, { headers: { authorization } });
}

async function read(query = '') {
  return analyticsAnswerSchema.parse(await (await ask(query)).json());
}

const view = (at: Date) => ({ type: 'page_view' as const, at, visitorId: crypto.randomUUID() });
const error = async (answer: Response) => [answer.status, errorBodySchema.parse(await answer.json()).error];

it('answers every day of the last thirty, today as it is now', async () => {
  await store.tell(view(new Date('2026-11-30T23:59:59Z')));
  await sumAnalytics(test.deps);
  await store.tell(view(new Date('2026-11-30T23:59:59Z')), view(now));
  const { days, ...about } = await read();
  expect(about).toMatchObject({ from: '2026-11-02', to: '2026-12-01', timeZone: 'UTC' });
  expect(days).toHaveLength(30);
  expect(days.slice(-3)).toMatchObject([
    { day: '2026-11-29', visitors: 0, countedAt: null },
    { day: '2026-11-30', visitors: 1, countedAt: now.getTime() },
    { day: '2026-12-01', visitors: 1, countedAt: now.getTime() },
  ]);
});

it('says what counts as an order after a chat, with the store’s own number of days', async () => {
  expect((await read()).rules.afterChat).toMatch(/at most 3 days before it/);
});

it('answers the days asked for, the last included', async () => {
  const { days } = await read('?from=2026-02-27&to=2026-03-01');
  expect(days.map(({ day }) => day)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect((await read('?from=2025-10-28')).days).toHaveLength(400);
});

it.each([
  ['a day that there is not', '?from=2026-02-30', 'from: should be a day: 2026-12-25'],
  ['a time', '?to=2026-12-01T00:00:00Z', 'to: should be a day: 2026-12-25'],
  ['the wrong way round', '?from=2026-11-02&to=2026-11-01', 'from: 2026-11-02 is after 2026-11-01'],
  ['a day to come', '?to=2026-12-02', 'to: 2026-12-02 is yet to come; today is 2026-12-01 (UTC)'],
  ['more than 400 days', '?from=2025-10-27', 'from: ask for 400 days at most'],
])('refuses %s, and says what to ask for', async (_what, query, message) => {
  expect(await error(await ask(query))).toMatchObject([400, { message: expect.stringContaining(message) }]);
});

it('is for the store’s own server alone', async () => {
  const other = await createTestStore(db);
  await test.deps.directory.refresh();
  const theirs = await rotateIdentityKey(test.changes, other.key, 'api');
  for (const authorization of ['', 'Bearer sfa_guess', `Bearer ${theirs}`]) {
    expect(await error(await ask('', authorization))).toMatchObject([401, { code: 'api_key_refused' }]);
  }
});
