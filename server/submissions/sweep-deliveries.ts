import { and, eq } from 'drizzle-orm';
import { chatSessions } from '../chat-sessions/tables.ts';
import { giveUpOverdue } from './give-up.ts';
import { isAbandoned, isUnfinished } from './lane.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

const mostAtOnce = 500;

/**
 * Finds sessions with work left that nobody is at, whatever became of their jobs, and gives each a new one.
 * What was tried for too long is given up first. A session whose job still waits in the queue does not get a second one. Runs at start, for a killed process leaves its jobs marked as running, and then every minute.
 */
export async function sweepDeliveries(deps: SubmissionDeps): Promise<number> {
  await giveUpOverdue(deps);
  const isOfSession = and(eq(submissions.sessionId, chatSessions.id), isUnfinished);
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
