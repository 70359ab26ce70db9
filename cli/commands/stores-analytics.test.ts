import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../../demo-store/scenarios/kit/server-process.ts';
import { happeningsIn } from '../../server/analytics/testing/happenings.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { createTestStore, makeTestDatabase, type TestDatabase } from '../../server/db/test-database.ts';

let folder: string;
let database: TestDatabase;
let env: Record<string, string>;
const yesterday = new Date(Date.now() - 86_400_000);
const day = yesterday.toISOString().slice(0, 10);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'storefront-chat-analytics-'));
  database = await makeTestDatabase(folder);
  env = { ...database.env, ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}` };
  const opened = await openDatabase(database.config);
  const { id } = await createTestStore(opened, { key: 'tea', attributionDays: 5 });
  const store = await happeningsIn(opened, id, new Date());
  const visitorId = await store.addVisitor();
  await store.tell(
    { type: 'chat_started', at: yesterday, visitorId },
    { type: 'purchase', at: yesterday, visitorId, data: { transactionId: '1', value: 3998, currency: 'EUR' } },
    { type: 'chat_timing', at: yesterday, visitorId: null, data: { name: 'press_to_ready', ms: 640 } },
  );
  await opened.close();
}, 60_000);
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const process = runCli(['stores', 'analytics', 'tea', ...args], env);
  return { code: await process.ended(), output: process.output() };
}

it('counts again when asked to, and shows the days with what their numbers mean', async () => {
  const { code, output } = await run('--recompute', '--from', day, '--to', day);
  expect(code).toBe(0);
  expect(output).toContain(`Counted again: 1 day, from ${day} on.`);
  expect(output).toMatch(
    new RegExp(`^${day} +1 +1 +0\\.0 % +640 ms +0 +0 +1 \\(39\\.98 EUR\\) +1 \\(39\\.98 EUR\\)$`, 'm'),
  );
  expect(output).toContain('at most 5 days before it');
}, 60_000);

it('says what a day looks like', async () => {
  expect(await run('--from', 'monday')).toEqual({ code: 2, output: '--from and --to take days: 2026-12-25.\n' });
}, 60_000);
