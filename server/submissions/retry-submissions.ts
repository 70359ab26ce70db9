import { and, eq, inArray, isNotNull, ne, or, type SQL } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Tx } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { ChangeDeps } from '../stores/index.ts';
import { heldAsSpam } from './dead-letters.ts';
import { isNamed } from './find-submissions.ts';
import { submissions } from './tables.ts';

/**
 * One by its reference or id, and with one that was held as spam the files that came with it. Or all that failed for a
 * reason; without one, for any but being held as spam.
 */
export type DeadLetters = { name: string } | { reason?: string | undefined };

/**
 * Has dead letters delivered after all: a server's sweep finds them within a minute. What retention has emptied stays
 * as it is.
 * @returns how many
 * @throws AppError `not_found` when the one that is named has not failed
 */
export async function retrySubmissions(
  { database, actor }: ChangeDeps,
  storeId: string,
  which: DeadLetters,
): Promise<number> {
  return database.inStore(storeId, async (tx) => {
    const hasContent = or(ne(submissions.text, ''), isNotNull(submissions.fileId));
    const isDead = and(eq(submissions.storeId, storeId), eq(submissions.state, 'failed'), hasContent);
    const revived = await tx
      .update(submissions)
      // From now on it has as long again as any other.
      .set({ state: 'received', failure: null, failedAt: new Date() })
      .where(and(isDead, isAmong(tx, which)))
      .returning({ sessionId: submissions.sessionId });
    if (revived.length === 0) {
      if ('name' in which) throw new AppError('not_found', `This store has no message ${which.name} that has failed.`);
      return 0;
    }
    const sessionIds = [...new Set(revived.map(({ sessionId }) => sessionId))];
    await tx.update(chatSessions).set({ nextTryAt: null, failedTries: 0 }).where(inArray(chatSessions.id, sessionIds));
    await recordAudit(tx, { storeId, actor, action: 'submissions.retry', detail: { ...which, count: revived.length } });
    return revived.length;
  });
}

function isAmong(tx: Tx, which: DeadLetters): SQL | undefined {
  if ('name' in which) {
    const isIt = isNamed(which.name);
    const isHeld = eq(submissions.failure, heldAsSpam);
    const session = tx.select({ id: submissions.sessionId }).from(submissions).where(and(isIt, isHeld));
    return or(isIt, and(isHeld, inArray(submissions.sessionId, session)));
  }
  return which.reason === undefined ? ne(submissions.failure, heldAsSpam) : eq(submissions.failure, which.reason);
}
