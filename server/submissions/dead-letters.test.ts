import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { auditLog } from '../audit/tables.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { only } from '../db/database.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { createQueueMeter } from '../observability/measure-queues.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { exportSubmissions, inspectSubmission, listSubmissions } from './find-submissions.ts';
import { giveUpOverdue } from './give-up.ts';
import { retrySubmissions } from './retry-submissions.ts';
import { deliveries, submissions } from './tables.ts';

let db: OpenDatabase;
let test: TestApp;
let storeId: string;
beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.database.acrossStores((tx) => tx.delete(submissions));
  storeId = (await createTestStore(db)).id;
});

const hoursAgo = (hours: number) => new Date(test.clock.now.getTime() - hours * 3_600_000);

/** A message, with its reference in place of one that was drawn. */
async function add(reference: string, values: Partial<typeof submissions.$inferInsert> = {}) {
  const id = crypto.randomUUID();
  await db.database.inStore(storeId, async (tx) => {
    const later = { nextTryAt: new Date(test.clock.now.getTime() + 3_600_000), failedTries: 9 };
    const session = only(
      await tx
        .insert(chatSessions)
        .values({ storeId, requestId: id, ...later })
        .returning(),
    );
    const keys = { id, storeId, sessionId: session.id, idempotencyKey: id, bodyHash: 'hash', reference, sequence: 1 };
    const words = {
      text: 'Where is it?',
      contactEmail: 'ann@mail.example',
      writtenAt: hoursAgo(1),
      httpRequestId: 'r',
    };
    await tx.insert(submissions).values({ ...keys, ...words, receivedAt: hoursAgo(1), ...values });
  });
  return id;
}

const failed = (failure: string, hours = 1) =>
  ({ state: 'failed', failure, failedAt: hoursAgo(hours), receivedAt: hoursAgo(hours) }) as const;
const stateOf = async (name: string) => (await inspectSubmission(db.database, storeId, name)).state;

it('are listed by state and time, newest first, without anything that somebody wrote', async () => {
  await add('OLD-001', failed('refused', 50));
  await add('NEW-001', failed('refused', 2));
  await add('WAY-001');
  const list = (filter = {}) => listSubmissions(db.database, storeId, filter, 10);
  expect((await list()).map(({ reference }) => reference)).toEqual(['WAY-001', 'NEW-001', 'OLD-001']);
  expect((await list({ state: 'failed' })).map(({ reference }) => reference)).toEqual(['NEW-001', 'OLD-001']);
  expect((await list({ since: hoursAgo(3) })).map(({ reference }) => reference)).toEqual(['WAY-001', 'NEW-001']);
  expect(JSON.stringify(await list())).not.toMatch(/Where|mail\.example/);
  const elsewhere = (await createTestStore(db)).id;
  expect(await listSubmissions(db.database, elsewhere, {}, 10)).toEqual([]);
});

it('are shown with their words and every try, by reference or id', async () => {
  const id = await add('K7Q-4TM', failed('refused'));
  const tried = { storeId, submissionId: id, startedAt: hoursAgo(1), outcome: 'refused', failure: 'too long' } as const;
  await db.database.inStore(storeId, (tx) => tx.insert(deliveries).values(tried));
  const shown = await inspectSubmission(db.database, storeId, 'k7q-4tm');
  expect(shown).toMatchObject({
    id,
    text: 'Where is it?',
    file: null,
    tries: [{ outcome: 'refused', failure: 'too long' }],
  });
  expect(await inspectSubmission(db.database, storeId, id)).toEqual(shown);
  expect(shown).not.toHaveProperty('bodyHash');
  await expect(inspectSubmission(db.database, storeId, 'XXX-XXX')).rejects.toThrow('has no message XXX-XXX');
});

it('are exported all, oldest first, however many there are', async () => {
  const session = crypto.randomUUID();
  await db.database.inStore(storeId, async (tx) => {
    const { id: sessionId } = only(await tx.insert(chatSessions).values({ storeId, requestId: session }).returning());
    const rows = Array.from({ length: 450 }, (_, index) => {
      const key = crypto.randomUUID();
      const times = { writtenAt: hoursAgo(1), receivedAt: hoursAgo(Math.floor(index / 100)) };
      const facts = { storeId, sessionId, idempotencyKey: key, bodyHash: '', sequence: index + 1, reference: key };
      return { ...facts, ...times, text: `${index}`, httpRequestId: 'r' };
    });
    await tx.insert(submissions).values(rows);
  });
  const found: { text: string; receivedAt: Date }[] = [];
  for await (const message of exportSubmissions(db.database, storeId, { since: hoursAgo(3) })) found.push(message);
  expect(new Set(found.map(({ text }) => text)).size).toBe(400);
  expect(found.map(({ receivedAt }) => receivedAt.getTime())).toEqual(
    found.map(({ receivedAt }) => receivedAt.getTime()).toSorted((a, b) => a - b),
  );
});

it('are delivered again at an operator’s word, at once, and for as long as the first time', async () => {
  await add('ONE-001', failed('not delivered within 7 days', 24 * 8));
  await add('TWO-001', failed('refused'));
  await add('SPM-001', failed('held as spam'));
  expect(await retrySubmissions(test.changes, storeId, { name: 'one-001' })).toBe(1);
  expect([await stateOf('ONE-001'), await stateOf('TWO-001')]).toEqual(['received', 'failed']);
  await giveUpOverdue(test.deps);
  expect(await stateOf('ONE-001')).toBe('received');
  const sessions = await db.database.inStore(storeId, (tx) => tx.select().from(chatSessions));
  expect(sessions.filter(({ nextTryAt, failedTries }) => nextTryAt === null && failedTries === 0)).toHaveLength(1);

  expect(await retrySubmissions(test.changes, storeId, {})).toBe(1);
  expect([await stateOf('TWO-001'), await stateOf('SPM-001')]).toEqual(['received', 'failed']);
  await expect(retrySubmissions(test.changes, storeId, { name: 'ONE-001' })).rejects.toThrow('ONE-001 that has failed');
  const audited = await db.database.inStore(storeId, (tx) => tx.select().from(auditLog));
  expect(audited).toMatchObject([{ action: 'submissions.retry' }, { action: 'submissions.retry' }]);
});

it('that were held as spam go with their files, and with nothing else', async () => {
  await add('SPM-001', failed('held as spam'));
  await add('SPM-002', failed('held as spam'));
  await add('FIL-001', failed('held as spam'));
  await db.database.inStore(storeId, async (tx) => {
    const { sessionId } = only(await tx.select().from(submissions).where(eq(submissions.reference, 'SPM-001')));
    await tx.update(submissions).set({ sessionId }).where(eq(submissions.reference, 'FIL-001'));
  });
  expect(await retrySubmissions(test.changes, storeId, { name: 'SPM-001' })).toBe(2);
  expect([await stateOf('FIL-001'), await stateOf('SPM-002')]).toEqual(['received', 'failed']);
});

it('that retention has emptied are left as they are', async () => {
  await add('GON-001', { ...failed('refused'), text: '' });
  expect(await retrySubmissions(test.changes, storeId, {})).toBe(0);
});

it('and whatever waits are counted when the metrics are asked for', async () => {
  await add('WAY-001', { receivedAt: hoursAgo(2) });
  await add('WAY-002');
  await add('DON-001', { state: 'delivered', receivedAt: hoursAgo(9) });
  await add('DED-001', failed('refused'));
  await add('SPM-001', failed('held as spam'));
  await add('SPM-002', failed('held as spam'));
  await createQueueMeter(test.deps)();
  const text = await test.deps.metrics.registry.metrics();
  expect(text).toMatch(/^submissions_undelivered 2$/m);
  expect(text).toMatch(/^submissions_oldest_undelivered_seconds 7200$/m);
  expect(text).toMatch(/^dead_letters\{of="messages"\} 1$/m);
  expect(text).toMatch(/^dead_letters\{of="spam"\} 2$/m);
  expect(text).toMatch(/^jobs_waiting\{queue="deliver-messages"\} 0$/m);
});

it('do not keep the metrics from answering while the database is down', async () => {
  const broken = { ...db.database, acrossStores: () => Promise.reject(new Error('down')) };
  await expect(createQueueMeter({ ...test.deps, database: broken })()).resolves.toBeUndefined();
});
