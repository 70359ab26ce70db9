import { and, eq, isNull, or } from 'drizzle-orm';
import { chatSessions } from '../chat-sessions/tables.ts';
import { isAbandoned } from './lane.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

const mostAtOnce = 500;

/**
 * Finds sessions with work left that nobody is at, whatever became of their jobs, and gives each a new one.
 * Runs at start, for a killed process leaves its jobs marked as running, and then every minute.
 */
export async function sweepDeliveries(deps: SubmissionDeps): Promise<number> {
  const isOpen = or(
    eq(submissions.state, 'received'),
    and(eq(submissions.state, 'delivered'), isNull(submissions.detailsNotedAt)),
  );
  const isOfSession = and(eq(submissions.sessionId, chatSessions.id), isOpen);
  return deps.database.acrossStores(async (tx) => {
    const abandoned = await tx
      .selectDistinct({ storeId: chatSessions.storeId, sessionId: chatSessions.id })
      .from(chatSessions)
      .innerJoin(submissions, isOfSession)
      .where(isAbandoned(deps.now()))
      .limit(mostAtOnce);
    for (const session of abandoned) {
      await deps.jobs.enqueue(tx, 'deliver-messages', { ...session, requestId: `sweep-${session.sessionId}` });
    }
    return abandoned.length;
  });
}
