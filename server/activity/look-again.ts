import { and, eq, inArray, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Tx } from '../db/database.ts';
import { visitors } from '../events/tables.ts';
import type { Jobs } from '../jobs/jobs.ts';

/** Servers' clocks differ a little. */
const longAgoMs = 60_000;

/** A time to look that has come for every server. */
export function dueAt(now: Date): Date {
  return new Date(now.getTime() - longAgoMs);
}

interface LookDeps {
  jobs: Jobs;
  now(): Date;
}

/**
 * A message of this session has arrived, so there is a conversation, perhaps a new one: whoever wrote it is looked at
 * again, although nothing has changed with them.
 */
export async function lookAgainAtSession(
  tx: Tx,
  deps: LookDeps,
  { storeId, sessionId, requestId }: { storeId: string; sessionId: string; requestId: string },
): Promise<void> {
  // Pages of one visitor have sessions of their own.
  const key = sql`(select s.visitor_key from chat_sessions s where s.id = ${sessionId}::uuid)`;
  const isSameVisitor = and(eq(chatSessions.storeId, storeId), eq(chatSessions.visitorKey, key));
  const sessions = tx.select({ id: chatSessions.id }).from(chatSessions).where(isSameVisitor);
  const isTheirs = or(eq(visitors.sessionId, sessionId), inArray(visitors.sessionId, sessions));
  await lookAgain(tx, deps, storeId, isTheirs, requestId);
}

/** The same for a visitor who says that they have written, in chat itself, where no message passes through us. */
export async function lookAgainAtVisitor(
  tx: Tx,
  deps: LookDeps,
  { storeId, visitorId, requestId }: { storeId: string; visitorId: string; requestId: string },
): Promise<void> {
  await lookAgain(tx, deps, storeId, eq(visitors.id, visitorId), requestId);
}

async function lookAgain(tx: Tx, { jobs, now }: LookDeps, storeId: string, who: SQL | undefined, requestId: string) {
  const isLinked = or(isNotNull(visitors.sessionId), isNotNull(visitors.customerId));
  const found = await tx
    .update(visitors)
    .set({ nextTryAt: dueAt(now()) })
    .where(and(eq(visitors.storeId, storeId), who, isLinked))
    .returning({ id: visitors.id });
  for (const { id: visitorId } of found) await jobs.enqueue(tx, 'show-activity', { storeId, visitorId, requestId });
}
