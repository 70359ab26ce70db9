import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { recordAudit } from '../audit/record-audit.ts';
import { auditLog } from '../audit/tables.ts';
import { chatOutcomes } from '../chat-outcomes/tables.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { only } from '../db/database.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { usedProofs } from '../identity/tables.ts';
import { submissions } from '../submissions/tables.ts';
import { deleteExpired } from './delete-expired.ts';

const now = new Date('2026-06-30T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

let db: OpenDatabase;
let storeId: string;
beforeAll(async () => {
  db = await openTestDatabase();
});
beforeEach(async () => {
  storeId = (await createTestStore(db)).id;
});
afterAll(() => db.close());

function run() {
  return deleteExpired({ database: db.database, retentionDays: { submissions: 30, auditLog: 365 }, now: () => now });
}

function addMessage(values: Partial<typeof submissions.$inferInsert>) {
  const id = crypto.randomUUID();
  return db.database.inStore(storeId, async (tx) => {
    const createdAt = values.receivedAt ?? now;
    const session = only(await tx.insert(chatSessions).values({ storeId, requestId: id, createdAt }).returning());
    const row = { id, storeId, sessionId: session.id, idempotencyKey: id, bodyHash: '', sequence: 1, reference: id };
    await tx.insert(submissions).values({ ...row, text: 'Hi', writtenAt: now, httpRequestId: 'r', ...values });
    return id;
  });
}

async function left() {
  return db.database.inStore(storeId, async (tx) => ({
    messages: (await tx.select().from(submissions)).map(({ id }) => id),
    sessions: (await tx.select().from(chatSessions)).length,
  }));
}

it('deletes delivered messages after their time, with their session', async () => {
  const settled = { state: 'delivered', detailsNotedAt: now } as const;
  await addMessage({ ...settled, receivedAt: daysAgo(31) });
  const recent = await addMessage({ ...settled, receivedAt: daysAgo(29) });
  await run();
  expect(await left()).toEqual({ messages: [recent], sessions: 1 });
});

it('never deletes a message that is not delivered, however old', async () => {
  const open = await addMessage({ receivedAt: daysAgo(400) });
  const unnoted = await addMessage({ state: 'delivered', receivedAt: daysAgo(400) });
  await run();
  expect((await left()).messages.toSorted()).toEqual([open, unnoted].toSorted());
});

it('keeps counts of outcomes for a good year', async () => {
  const counted = { storeId, outcome: 'ready', count: 1, totalMs: 100 } as const;
  await db.database.inStore(storeId, (tx) =>
    tx.insert(chatOutcomes).values([
      { ...counted, day: '2025-05-25' },
      { ...counted, day: '2025-05-26' },
    ]),
  );
  expect(await run()).toMatchObject({ chatOutcomes: 1 });
  const rows = await db.database.inStore(storeId, (tx) => tx.select().from(chatOutcomes));
  expect(rows.map(({ day }) => day)).toEqual(['2025-05-26']);
});

it('forgets which proofs were used once they have run out', async () => {
  const id = crypto.randomUUID();
  await db.database.inStore(storeId, (tx) =>
    tx.insert(usedProofs).values([
      { storeId, jtiHash: `${id} over`, expiresAt: daysAgo(1) },
      { storeId, jtiHash: `${id} good`, expiresAt: daysAgo(-1) },
    ]),
  );
  expect(await run()).toMatchObject({ usedProofs: 1 });
  const rows = await db.database.inStore(storeId, (tx) => tx.select().from(usedProofs));
  expect(rows.map(({ jtiHash }) => jtiHash)).toEqual([`${id} good`]);
});

it('ages the audit log out by its own time', async () => {
  await db.database.inStore(storeId, async (tx) => {
    await recordAudit(tx, { storeId, actor: 'test', action: 'recent' });
    await tx.insert(auditLog).values({ storeId, actor: 'test', action: 'old', at: daysAgo(366) });
  });
  await run();
  const rows = await db.database.inStore(storeId, (tx) => tx.select().from(auditLog));
  expect(rows.map(({ action }) => action)).toEqual(['recent']);
});
