import { and, eq, exists, isNotNull, lt, ne, not, or, sql } from 'drizzle-orm';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Tx } from '../db/database.ts';
import { submissions } from '../submissions/tables.ts';

/** Delivered with all that goes beside it, or given up: nothing more will happen to it. */
const isSettled = or(
  eq(submissions.state, 'failed'),
  and(ne(submissions.state, 'received'), isNotNull(submissions.detailsNotedAt)),
);

/** @returns how many went */
export async function deleteMessages(tx: Tx, before: Date): Promise<number> {
  const isOld = and(isSettled, lt(submissions.receivedAt, before));
  return (await tx.delete(submissions).where(isOld).returning({ id: submissions.id })).length;
}

/**
 * Takes out of messages all that somebody wrote, and leaves what tells a repeat from a new one. Their files lose their
 * message, and go with the next look for such.
 * @returns how many
 */
export async function emptyMessages(tx: Tx, before: Date): Promise<number> {
  const nothing = {
    page: null,
    contactEmail: null,
    contactName: null,
    answers: null,
    cart: null,
    consent: null,
    fileId: null,
  } as const;
  const isFull = or(
    ne(submissions.text, ''),
    ...(Object.keys(nothing) as (keyof typeof nothing)[]).map((column) => isNotNull(submissions[column])),
  );
  const isOld = and(isSettled, lt(submissions.receivedAt, before), isFull);
  const emptied = await tx
    .update(submissions)
    .set({ text: '', ...nothing })
    .where(isOld)
    .returning({ id: submissions.id });
  return emptied.length;
}

/** Sessions without a message. @returns how many went */
export async function deleteSessions(tx: Tx, before: Date): Promise<number> {
  const messages = tx.select({ one: sql`1` }).from(submissions).where(eq(submissions.sessionId, chatSessions.id));
  const gone = await tx
    .delete(chatSessions)
    .where(and(lt(chatSessions.createdAt, before), not(exists(messages))))
    .returning({ id: chatSessions.id });
  return gone.length;
}

/** Takes out of sessions whose messages are all settled what says who it was. @returns how many */
export async function emptySessions(tx: Tx, before: Date): Promise<number> {
  const nothing = {
    page: null,
    userAgent: null,
    acceptLanguage: null,
    visitorTokenSealed: null,
    claimedTokenSealed: null,
  } as const;
  const isFull = or(
    ...(Object.keys(nothing) as (keyof typeof nothing)[]).map((column) => isNotNull(chatSessions[column])),
  );
  const isYoungOrOpen = or(
    not(sql`coalesce(${isSettled}, false)`),
    sql`${submissions.receivedAt} >= ${before.toISOString()}`,
  );
  const needed = tx
    .select({ one: sql`1` })
    .from(submissions)
    .where(and(eq(submissions.sessionId, chatSessions.id), isYoungOrOpen));
  const emptied = await tx
    .update(chatSessions)
    .set(nothing)
    .where(and(lt(chatSessions.createdAt, before), isFull, not(exists(needed))))
    .returning({ id: chatSessions.id });
  return emptied.length;
}
