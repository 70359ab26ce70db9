import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { recordAudit } from '../audit/record-audit.ts';
import { auditLog } from '../audit/tables.ts';
import { chatOutcomes } from '../chat-outcomes/tables.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { only } from '../db/database.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { createFileStore } from '../files/index.ts';
import { fileChunks, files } from '../files/tables.ts';
import { usedProofs } from '../identity/tables.ts';
import { mails } from '../mail/tables.ts';
import { replies, replyCursors } from '../replies/tables.ts';
import { submissions } from '../submissions/tables.ts';
import { webhookDeliveries } from '../webhooks/tables.ts';
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

function run(messageDays = 30) {
  const files = createFileStore(db.database);
  const logger = pino({ level: 'silent' });
  return deleteExpired({
    database: db.database,
    files,
    logger,
    retentionDays: { submissions: messageDays, auditLog: 365 },
    now: () => now,
  });
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

it('remembers for thirty days which messages came, although an owner keeps their words for a week', async () => {
  const settled = { state: 'delivered', detailsNotedAt: now, contactEmail: 'ann@mail.example' } as const;
  const old = await addMessage({ ...settled, receivedAt: daysAgo(8) });
  const open = await addMessage({ receivedAt: daysAgo(8) });
  await addMessage({ ...settled, receivedAt: daysAgo(31) });
  const inSession = { userAgent: 'Mozilla', visitorTokenSealed: 'sealed' };
  await db.database.inStore(storeId, (tx) => tx.update(chatSessions).set(inSession));
  await run(7);
  const rows = await db.database.inStore(storeId, (tx) => tx.select().from(submissions).orderBy(submissions.text));
  expect(rows).toMatchObject([
    { idempotencyKey: old, state: 'delivered', text: '', contactEmail: null },
    { idempotencyKey: open, state: 'received', text: 'Hi' },
  ]);
  const sessions = await db.database.inStore(storeId, (tx) => tx.select().from(chatSessions));
  expect(sessions.map(({ userAgent }) => userAgent).toSorted()).toEqual(['Mozilla', null]);
  expect(await run(7)).toMatchObject({ emptiedSubmissions: 0, emptiedSessions: 0 });
});

it('deletes files with their messages', async () => {
  const ofOld = await addFile();
  const ofRecent = await addFile();
  await addMessage({ state: 'failed', receivedAt: daysAgo(31), fileId: ofOld });
  await addMessage({ state: 'delivered', detailsNotedAt: now, receivedAt: daysAgo(1), fileId: ofRecent });
  expect(await run()).toMatchObject({ files: 1 });
  const chunks = await db.database.inStore(storeId, (tx) => tx.select().from(fileChunks));
  expect(chunks.map(({ fileId }) => fileId)).toEqual([ofRecent]);
});

function addFile() {
  return db.database.inStore(storeId, async (tx) => {
    const facts = { storeId, name: 'a.png', type: 'image/png', size: 1, sha256: '', storage: 'database' } as const;
    const { id } = only(
      await tx
        .insert(files)
        .values({ ...facts, createdAt: daysAgo(40) })
        .returning(),
    );
    await tx.insert(fileChunks).values({ storeId, fileId: id, position: 0, content: new Uint8Array([1]) });
    return id;
  });
}

it('deletes mails that are sent, and what only keeps things from happening twice a good while later', async () => {
  const mail = { storeId, kind: 'receipt', recipient: 'ann@mail.example', messageId: 'm' } as const;
  const answer = { storeId, chatwootConversationId: 1, writtenAt: daysAgo(40), dueAt: daysAgo(40) };
  await db.database.inStore(storeId, async (tx) => {
    await tx.insert(mails).values([
      { ...mail, about: 'sent', state: 'sent', createdAt: daysAgo(8) },
      { ...mail, about: 'failed', state: 'failed', createdAt: daysAgo(8) },
      { ...mail, about: 'waiting', state: 'waiting', createdAt: daysAgo(400) },
      { ...mail, about: 'recent', state: 'sent', createdAt: daysAgo(6) },
    ]);
    await tx.insert(replies).values([
      { ...answer, chatwootMessageId: 1, state: 'mailed', createdAt: daysAgo(31) },
      { ...answer, chatwootMessageId: 2, state: 'mailed', createdAt: daysAgo(8) },
      { ...answer, chatwootMessageId: 3, state: 'waiting', createdAt: daysAgo(31) },
    ]);
    await tx.insert(replyCursors).values([
      { storeId, chatwootConversationId: 1, lastMessageId: 1, checkedAt: daysAgo(31) },
      { storeId, chatwootConversationId: 2, lastMessageId: 1, checkedAt: daysAgo(8) },
    ]);
    await tx.insert(webhookDeliveries).values([
      { storeId, deliveryId: 'old', event: 'message_created', receivedAt: daysAgo(31) },
      { storeId, deliveryId: 'recent', event: 'message_created', receivedAt: daysAgo(8) },
    ]);
  });
  expect(await run(7)).toMatchObject({ mails: 2, replies: 1, replyCursors: 1, webhookDeliveries: 1 });
  const left = await db.database.inStore(storeId, (tx) => tx.select().from(mails));
  expect(left.map(({ about }) => about).toSorted()).toEqual(['recent', 'waiting']);
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
