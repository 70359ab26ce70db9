import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Tx } from '../db/database.ts';
import { hasWork } from './lane.ts';
import type { SubmissionDeps } from './submission-deps.ts';

/**
 * The lanes of one visitor, held for as long as somebody else writes beside their conversation: what stands there is
 * replaced as a whole, and of two who write at the same time one would lose what they wrote.
 */
export interface HeldLanes {
  sessionIds: readonly string[];
  token: string;
}

/** A process that dies with it holds a visitor's messages up for this long. */
const holdMs = 15_000;

/** @returns null while a message is being delivered in one of them: words go first */
export async function holdLanes(
  tx: Tx,
  { now }: Pick<SubmissionDeps, 'now'>,
  sessionIds: readonly string[],
): Promise<HeldLanes | null> {
  const token = randomUUID();
  if (sessionIds.length === 0) return { sessionIds, token };
  const isOne = inArray(chatSessions.id, [...sessionIds]);
  // In one order, so that two who want the same do not wait for each other.
  const sessions = await tx.select().from(chatSessions).where(isOne).orderBy(chatSessions.id).for('no key update');
  const at = now();
  if (sessions.some(({ leasedUntil }) => leasedUntil && leasedUntil > at)) return null;
  const leasedUntil = new Date(at.getTime() + holdMs);
  await tx.update(chatSessions).set({ leaseToken: token, leasedUntil }).where(isOne);
  return { sessionIds, token };
}

/** Lets go; what came in meanwhile found its lane taken, and is delivered now. */
export async function letLanesGo(
  tx: Tx,
  { jobs, now }: Pick<SubmissionDeps, 'jobs' | 'now'>,
  { sessionIds, token }: HeldLanes,
  requestId: string,
): Promise<void> {
  if (sessionIds.length === 0) return;
  const isOurs = and(inArray(chatSessions.id, [...sessionIds]), eq(chatSessions.leaseToken, token));
  const free = { leaseToken: null, leasedUntil: null };
  for (const { id, storeId, nextTryAt } of await tx.update(chatSessions).set(free).where(isOurs).returning()) {
    // After a failure the next try has a job of its own.
    const isPutOff = nextTryAt !== null && nextTryAt > now();
    if (isPutOff || !(await hasWork(tx, id))) continue;
    await jobs.enqueue(tx, 'deliver-messages', { storeId, sessionId: id, requestId });
  }
}
