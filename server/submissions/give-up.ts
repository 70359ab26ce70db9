import { and, eq, isNull, lt, notExists, or, sql } from 'drizzle-orm';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

const dayMs = 86_400_000;

/**
 * Makes dead letters of messages that could not be delivered for too long; what else is in their lanes goes on. One
 * that is being delivered right now is left alone.
 * @returns how many there were.
 */
export async function giveUpOverdue(deps: SubmissionDeps): Promise<number> {
  const now = deps.now();
  const failure = `not delivered within ${Math.round(deps.giveUpMs / dayMs)} days`;
  const before = new Date(now.getTime() - deps.giveUpMs);
  const isOverdue = and(
    eq(submissions.state, 'received'),
    lt(submissions.receivedAt, before),
    // An operator has let it go once more: it has as long again.
    or(isNull(submissions.failedAt), lt(submissions.failedAt, before)),
  );
  const overdue = await deps.database.acrossStores((tx) => {
    const holder = tx
      .select({ one: sql`1` })
      .from(chatSessions)
      .where(and(eq(chatSessions.id, submissions.sessionId), sql`${chatSessions.leasedUntil} > ${now.toISOString()}`));
    return tx
      .update(submissions)
      .set({ state: 'failed', failure, failedAt: now })
      .where(and(isOverdue, notExists(holder)))
      .returning({ id: submissions.id, storeId: submissions.storeId });
  });
  for (const { id, storeId } of overdue) {
    deps.metrics.deadLetters.inc({ reason: 'given-up' });
    deps.logger.error({ storeId, submissionId: id, reason: 'given-up', failure }, 'message is a dead letter');
  }
  return overdue.length;
}
