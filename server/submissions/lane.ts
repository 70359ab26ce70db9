import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNull, lt, ne, or } from 'drizzle-orm';
import type { ChatSession } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { first, type Tx } from '../db/database.ts';
import type { Submission } from './accept-submission.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

/**
 * The right to deliver one session's messages, held by one process at a time and for a while only: whoever is
 * killed with it loses it. A try that outlives its lease does no harm, for the next holder finds the try's row
 * and settles it first.
 */
export interface Lease {
  storeId: string;
  sessionId: string;
  token: string;
}

/** What came of asking for the lease: it and the session, when to ask again, or that there is nothing to do. */
export type LeaseAnswer =
  | { state: 'leased'; lease: Lease; session: ChatSession }
  | { state: 'wait'; ms: number }
  | { state: 'nothing-to-do' };

/** How soon to look again whether the page has bound its session. */
const awaitSessionStepMs = 1000;

/** How soon to look again whether what the same visitor wrote on an earlier page has arrived. */
const earlierStepMs = 2000;

export async function takeLease(deps: SubmissionDeps, storeId: string, sessionId: string): Promise<LeaseAnswer> {
  return deps.database.inStore(storeId, async (tx): Promise<LeaseAnswer> => {
    const session = first(await tx.select().from(chatSessions).where(eq(chatSessions.id, sessionId)).for('update'));
    const now = deps.now();
    if (!session) return { state: 'nothing-to-do' };
    // Somebody is at it, and looks for more before letting go; or the try after a failure has its own job.
    if (session.leasedUntil && session.leasedUntil > now) return { state: 'nothing-to-do' };
    if (session.nextTryAt && session.nextTryAt > now) return { state: 'nothing-to-do' };
    if (session.awaitedUntil && session.awaitedUntil > now) {
      const ms = Math.min(session.awaitedUntil.getTime() - now.getTime(), awaitSessionStepMs);
      return { state: 'wait', ms };
    }
    if (!(await hasWork(tx, sessionId))) return { state: 'nothing-to-do' };
    if (await hasEarlierElsewhere(tx, session)) return { state: 'wait', ms: earlierStepMs };
    const lease = { storeId, sessionId, token: randomUUID() };
    await tx.update(chatSessions).set(leaseUntil(deps, lease)).where(eq(chatSessions.id, sessionId));
    return { state: 'leased', lease, session };
  });
}

/** Holds on to the lease while work goes on. @returns false when another process has it by now. */
export async function renewLease(deps: SubmissionDeps, tx: Tx, lease: Lease): Promise<boolean> {
  const renewed = await tx.update(chatSessions).set(leaseUntil(deps, lease)).where(isHeldBy(lease)).returning();
  return renewed.length === 1;
}

/** After how long to go on, milliseconds, and with what; null: nothing is left to do. */
export interface NextTry {
  inMs: number | null;
  of: 'messages' | 'details';
}

/** Lets go. After a failure the job for the next try goes with it. */
export async function releaseLease(deps: SubmissionDeps, lease: Lease, requestId: string, next: NextTry) {
  const { storeId, sessionId } = lease;
  await deps.database.inStore(storeId, async (tx) => {
    const free = { leaseToken: null, leasedUntil: null, nextTryAt: null };
    const released = await tx.update(chatSessions).set(free).where(isHeldBy(lease)).returning();
    if (released.length === 0) return;
    // What came in after the last look found the lease taken and went away again. A message does not wait for details.
    const isNews =
      next.inMs === null ? await hasWork(tx, sessionId) : next.of === 'details' && (await nextOpen(tx, sessionId));
    const job = { storeId, sessionId, requestId };
    if (isNews) await deps.jobs.enqueue(tx, 'deliver-messages', job);
    if (isNews || next.inMs === null) return;
    const nextTryAt = new Date(deps.now().getTime() + next.inMs);
    await tx.update(chatSessions).set({ nextTryAt }).where(eq(chatSessions.id, sessionId));
    await deps.jobs.enqueue(tx, 'deliver-messages', job, { delayMs: next.inMs });
  });
}

/** Lets go after a fault of ours: the queue tries the same job again, and has a dead letter for it in the end. */
export async function abandonLease(deps: SubmissionDeps, lease: Lease) {
  await deps.database.inStore(lease.storeId, (tx) =>
    tx.update(chatSessions).set({ leaseToken: null, leasedUntil: null }).where(isHeldBy(lease)),
  );
}

/** The oldest message of the session that is not at Chatwoot yet. */
export async function nextOpen(tx: Tx, sessionId: string): Promise<Submission | undefined> {
  const isOpen = and(eq(submissions.sessionId, sessionId), eq(submissions.state, 'received'));
  const inOrder = [asc(submissions.sequence), asc(submissions.receivedAt)];
  return first(
    await tx
      .select()
      .from(submissions)
      .where(isOpen)
      .orderBy(...inOrder)
      .limit(1),
  );
}

/** Something of a session is not at Chatwoot yet: a message, or what stands beside it. */
export const isUnfinished = or(
  eq(submissions.state, 'received'),
  and(eq(submissions.state, 'delivered'), isNull(submissions.detailsNotedAt)),
);

export async function hasWork(tx: Tx, sessionId: string): Promise<boolean> {
  const isOfSession = and(eq(submissions.sessionId, sessionId), isUnfinished);
  return (await tx.select({ id: submissions.id }).from(submissions).where(isOfSession).limit(1)).length > 0;
}

/** A page change makes a new session of the same visitor: what was written before it goes first. */
async function hasEarlierElsewhere(tx: Tx, session: ChatSession): Promise<boolean> {
  const mine = await nextOpen(tx, session.id);
  if (!mine || !session.visitorKey) return false;
  const isEarlier = and(
    eq(chatSessions.visitorKey, session.visitorKey),
    ne(chatSessions.id, session.id),
    eq(submissions.state, 'received'),
    lt(submissions.receivedAt, mine.receivedAt),
  );
  const earlier = await tx
    .select({ id: submissions.id })
    .from(submissions)
    .innerJoin(chatSessions, eq(chatSessions.id, submissions.sessionId))
    .where(isEarlier)
    .limit(1);
  return earlier.length > 0;
}

/** Sessions that nobody holds: what a killed process left behind. */
export function isAbandoned(now: Date) {
  return and(
    or(isNull(chatSessions.leasedUntil), lt(chatSessions.leasedUntil, now)),
    or(isNull(chatSessions.nextTryAt), lt(chatSessions.nextTryAt, now)),
  );
}

function leaseUntil(deps: SubmissionDeps, lease: Lease) {
  return { leaseToken: lease.token, leasedUntil: new Date(deps.now().getTime() + deps.leaseMs) };
}

function isHeldBy(lease: Lease) {
  return and(eq(chatSessions.id, lease.sessionId), eq(chatSessions.leaseToken, lease.token));
}
