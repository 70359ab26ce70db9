import { and, lt, ne, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Logger } from 'pino';
import { deleteOldAnalytics } from '../analytics/index.ts';
import { auditLog } from '../audit/tables.ts';
import { deleteOldOutcomes, outcomeRetentionDays } from '../chat-outcomes/index.ts';
import type { Config } from '../config.ts';
import type { Database, Tx } from '../db/database.ts';
import { deleteOldEvents, dropOldWeeks, ensureEventPartitions } from '../events/index.ts';
import { deleteLooseFiles, type FileStore } from '../files/index.ts';
import { deleteUsedProofs } from '../identity/index.ts';
import { mails } from '../mail/tables.ts';
import { replies, replyCursors } from '../replies/tables.ts';
import { chunkRetentionDays } from '../stores/index.ts';
import { widgetChunks } from '../stores/tables.ts';
import { webhookDeliveries } from '../webhooks/tables.ts';
import { deleteMessages, deleteSessions, emptyMessages, emptySessions } from './delete-messages.ts';

export interface RetentionDeps {
  database: Database;
  files: FileStore;
  logger: Logger;
  retentionDays: Config['retentionDays'];
  now(): Date;
}

/** How many rows went, by table; `emptied…`: how many were left without what somebody wrote in them. */
export type Deleted = Record<
  | 'submissions'
  | 'emptiedSubmissions'
  | 'chatSessions'
  | 'emptiedSessions'
  | 'mails'
  | 'replies'
  | 'replyCursors'
  | 'webhookDeliveries'
  | 'chatOutcomes'
  | 'analyticsDays'
  | 'events'
  | 'visitors'
  | 'visitorErasures'
  | 'eventWeeks'
  | 'usedProofs'
  | 'auditLog'
  | 'widgetChunks'
  | 'files',
  number
>;

/**
 * What keeps a thing from happening twice is remembered for so long at least: idempotency keys, answers that were
 * mailed, webhooks that were taken. Nobody's words or name are among it.
 */
const leastMemoryDays = 30;

/**
 * The job: deletes what is older than its time. A message that is not delivered yet is never too old,
 * and a session stays as long as a message of it does. Weeks of events are dropped, and made in advance.
 */
export async function deleteExpired(deps: RetentionDeps): Promise<Deleted> {
  const { submissions: messageDays, auditLog: auditDays } = deps.retentionDays;
  const before = (days: number) => new Date(deps.now().getTime() - days * 86_400_000);
  const tooOld = before(messageDays);
  const forgotten = before(Math.max(messageDays, leastMemoryDays));
  const deleted = await deps.database.acrossStores(async (tx) => ({
    submissions: await deleteMessages(tx, forgotten),
    emptiedSubmissions: await emptyMessages(tx, tooOld),
    chatSessions: await deleteSessions(tx, tooOld),
    emptiedSessions: await emptySessions(tx, tooOld),
    mails: await deleteRows(tx, mails, and(ne(mails.state, 'waiting'), lt(mails.createdAt, tooOld))),
    replies: await deleteRows(tx, replies, and(ne(replies.state, 'waiting'), lt(replies.createdAt, forgotten))),
    replyCursors: await deleteRows(tx, replyCursors, lt(replyCursors.checkedAt, forgotten)),
    webhookDeliveries: await deleteRows(tx, webhookDeliveries, lt(webhookDeliveries.receivedAt, forgotten)),
    chatOutcomes: await deleteOldOutcomes(tx, before(outcomeRetentionDays)),
    analyticsDays: await deleteOldAnalytics(tx, deps.now()),
    ...(await deleteOldEvents(tx, deps.now())),
    usedProofs: await deleteUsedProofs(tx, deps.now()),
    auditLog: await deleteRows(tx, auditLog, lt(auditLog.at, before(auditDays))),
    widgetChunks: await deleteChunks(tx, before(chunkRetentionDays)),
  }));
  const eventWeeks = await dropOldWeeks(deps.database, deps.now());
  await ensureEventPartitions(deps);
  return { ...deleted, eventWeeks, files: await deleteLooseFiles(deps) };
}

async function deleteRows(tx: Tx, table: PgTable & { id: PgColumn }, isOld: SQL | undefined): Promise<number> {
  return (await tx.delete(table).where(isOld).returning({ id: table.id })).length;
}

async function deleteChunks(tx: Tx, before: Date): Promise<number> {
  const isOld = lt(widgetChunks.lastBuiltAt, before);
  return (await tx.delete(widgetChunks).where(isOld).returning({ file: widgetChunks.file })).length;
}
