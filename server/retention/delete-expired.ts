import { and, eq, exists, isNotNull, lt, ne, not, or, sql } from 'drizzle-orm';
import { auditLog } from '../audit/tables.ts';
import { deleteOldOutcomes, outcomeRetentionDays } from '../chat-outcomes/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Config } from '../config.ts';
import type { Database, Tx } from '../db/database.ts';
import { deleteUsedProofs } from '../identity/index.ts';
import { chunkRetentionDays } from '../stores/index.ts';
import { widgetChunks } from '../stores/tables.ts';
import { submissions } from '../submissions/tables.ts';

export interface RetentionDeps {
  database: Database;
  retentionDays: Config['retentionDays'];
  now(): Date;
}

/** How many rows went, by table. */
export type Deleted = Record<
  'submissions' | 'chatSessions' | 'chatOutcomes' | 'usedProofs' | 'auditLog' | 'widgetChunks',
  number
>;

/**
 * The job: deletes what is older than its time. A message that is not delivered yet is never too old,
 * and a session stays as long as a message of it does.
 */
export async function deleteExpired(deps: RetentionDeps): Promise<Deleted> {
  const { submissions: messageDays, auditLog: auditDays } = deps.retentionDays;
  const before = (days: number) => new Date(deps.now().getTime() - days * 86_400_000);
  return deps.database.acrossStores(async (tx) => ({
    submissions: await deleteMessages(tx, before(messageDays)),
    chatSessions: await deleteSessions(tx, before(messageDays)),
    chatOutcomes: await deleteOldOutcomes(tx, before(outcomeRetentionDays)),
    usedProofs: await deleteUsedProofs(tx, deps.now()),
    auditLog: (
      await tx
        .delete(auditLog)
        .where(lt(auditLog.at, before(auditDays)))
        .returning({ id: auditLog.id })
    ).length,
    widgetChunks: await deleteChunks(tx, before(chunkRetentionDays)),
  }));
}

async function deleteMessages(tx: Tx, before: Date): Promise<number> {
  const isSettled = or(
    eq(submissions.state, 'failed'),
    and(ne(submissions.state, 'received'), isNotNull(submissions.detailsNotedAt)),
  );
  const gone = await tx
    .delete(submissions)
    .where(and(isSettled, lt(submissions.receivedAt, before)))
    .returning({ id: submissions.id });
  return gone.length;
}

async function deleteSessions(tx: Tx, before: Date): Promise<number> {
  const messages = tx.select({ one: sql`1` }).from(submissions).where(eq(submissions.sessionId, chatSessions.id));
  const gone = await tx
    .delete(chatSessions)
    .where(and(lt(chatSessions.createdAt, before), not(exists(messages))))
    .returning({ id: chatSessions.id });
  return gone.length;
}

async function deleteChunks(tx: Tx, before: Date): Promise<number> {
  const isOld = lt(widgetChunks.lastBuiltAt, before);
  return (await tx.delete(widgetChunks).where(isOld).returning({ file: widgetChunks.file })).length;
}
