import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatOutcome } from '../../contract/chat-outcomes.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { events } from '../events/tables.ts';
import { createTestApp, type TestApp, testAssets } from '../testing/test-app.ts';
import { countOutcome } from './count-outcome.ts';
import { sumOutcomes } from './sum-outcomes.ts';
import { chatOutcomes } from './tables.ts';

let db: OpenDatabase;
let test: TestApp;
const log: string[] = [];
beforeAll(async () => {
  db = await openTestDatabase();
  const logger = pino({ level: 'trace' }, { write: (line) => void log.push(line) });
  test = await createTestApp(db, testAssets, logger);
  test.clock.now = new Date('2026-11-21T23:59:00Z');
});
afterAll(() => db.close());

async function newStore() {
  const store = await createTestStore(db);
  await test.deps.directory.refresh();
  return store;
}

function say(storeKey: string, body: unknown, headers: Record<string, string> = {}) {
  return test.app.request(`/v1/stores/${storeKey}/chat-outcomes`, {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

describe('POST /v1/stores/{storeKey}/chat-outcomes', () => {
  it('counts by store, day and outcome, and adds the times up', async () => {
    const [store, other] = [await newStore(), await newStore()];
    for (const ms of [100, 300]) expect((await say(store.key, { outcome: 'ready', ms })).status).toBe(204);
    await say(store.key, { outcome: 'blocked', ms: 50 });
    await say(other.key, { outcome: 'ready', ms: 7 });
    const rows = await db.database.inStore(store.id, (tx) =>
      tx.select().from(chatOutcomes).orderBy(chatOutcomes.count),
    );
    expect(rows).toEqual([
      { storeId: store.id, day: '2026-11-21', outcome: 'blocked', count: 1, totalMs: 50 },
      { storeId: store.id, day: '2026-11-21', outcome: 'ready', count: 2, totalMs: 400 },
    ]);
  });

  it('is an event of the store as well, which says nothing about who pressed, whether or not pages are followed', async () => {
    const store = await newStore();
    await say(store.key, { outcome: 'ready', ms: 1200 });
    await say(store.key, { outcome: 'csp', ms: 50 });
    const rows = await db.database.inStore(store.id, (tx) => tx.select().from(events).orderBy(events.type));
    const nobody = { source: 'browser', visitorId: null, customerId: null, page: null, occurredAt: test.clock.now };
    expect(rows).toMatchObject([
      { type: 'chat_timing', data: { name: 'press_to_ready', ms: 1200 }, ...nobody },
      { type: 'chat_unavailable', data: { reason: 'csp', ms: 50 }, ...nobody },
    ]);
  });

  it('loses none that come at once', async () => {
    const store = await newStore();
    await Promise.all(Array.from({ length: 20 }, () => say(store.key, { outcome: 'timeout', ms: 10 })));
    expect(await sumOutcomes({ ...test.deps }, store.id, 30)).toMatchObject([{ outcome: 'timeout', count: 20 }]);
  });

  it('is for the shop’s own pages, which may ask first', async () => {
    const { key } = await newStore();
    expect((await say(key, { outcome: 'ready', ms: 1 }, { origin: 'https://elsewhere.example' })).status).toBe(403);
    const preflight = await test.app.request(`/v1/stores/${key}/chat-outcomes`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://shop.example',
    ]);
  });

  it.each([
    ['an outcome that there is not', { outcome: 'bored', ms: 1 }],
    ['a time that is none', { outcome: 'ready', ms: -1 }],
    ['more than is asked', { outcome: 'ready', ms: 1, visitor: 'ana' }],
  ])('refuses %s', async (_what, body) => {
    const answer = await say((await newStore()).key, body);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid_request' } }]);
  });

  it('is slowed down when one address has too much to say', async () => {
    const { key } = await newStore();
    for (let count = 0; count < 60; count += 1) await say(key, { outcome: 'ready', ms: 1 });
    expect((await say(key, { outcome: 'ready', ms: 1 })).status).toBe(429);
  });

  it('writes no address, browser or page into the log', async () => {
    const { key } = await newStore();
    log.length = 0;
    const browser = {
      'user-agent': 'Anas browser',
      referer: 'https://shop.example/secret',
      'x-forwarded-for': '198.51.100.7',
    };
    await say(key, { outcome: 'csp', ms: 1 }, browser);
    expect(log.join('')).toContain(`/v1/stores/${key}/chat-outcomes`);
    expect(log.join('')).not.toMatch(/203\.0\.113\.9|198\.51\.100\.7|Anas browser|secret/);
  });

  it('shows in the metrics, without a store', async () => {
    const { key } = await newStore();
    await say(key, { outcome: 'suspended', ms: 1500 });
    const metrics = await (await test.app.request('/metrics')).text();
    expect(metrics).toContain('chat_outcomes_total{outcome="suspended"} 1');
    expect(metrics).toContain('chat_outcome_duration_seconds_sum{outcome="suspended"} 1.5');
    expect(metrics).not.toContain(key);
  });
});

it('sums up the last days, the most frequent first', async () => {
  const { id } = await newStore();
  const count = (day: string, outcome: ChatOutcome['outcome'], ms: number) =>
    countOutcome({ database: db.database, now: () => new Date(`${day}T12:00:00Z`) }, id, { outcome, ms });
  for (const day of ['2026-10-22', '2026-10-23', '2026-11-21']) await count(day, 'blocked', 200);
  for (const ms of [100, 200, 300]) await count('2026-11-20', 'ready', ms);
  expect(await sumOutcomes(test.deps, id, 30)).toEqual([
    { outcome: 'ready', count: 3, share: 0.6, averageMs: 200 },
    { outcome: 'blocked', count: 2, share: 0.4, averageMs: 200 },
  ]);
});
