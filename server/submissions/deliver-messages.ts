import { eq, sql } from 'drizzle-orm';
import { bindSession, type ChatSession, rebindIfForgotten, shopperOf } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { ChatwootError, isChatwootError } from '../chatwoot/index.ts';
import type { JobData } from '../jobs/queues.ts';
import type { ServedStore } from '../stores/index.ts';
import { deliverSubmission } from './deliver-submission.ts';
import { abandonLease, type Lease, nextOpen, releaseLease, takeLease } from './lane.ts';
import { noteDetails } from './note-details.ts';
import { longestBackoffMs, type SubmissionDeps } from './submission-deps.ts';

/**
 * The job: brings a session's messages to Chatwoot in their order, the next only after the one before.
 * Chatwoot being away is not a failure of this job: it schedules the next try itself. A fault of ours is: the queue
 * tries the job again, and keeps it as a dead letter in the end.
 */
export async function deliverMessages(deps: SubmissionDeps, job: JobData['deliver-messages']): Promise<void> {
  const { storeId, sessionId, requestId } = job;
  const store = deps.directory.findById(storeId);
  if (!store) return;
  const answer = await takeLease(deps, storeId, sessionId);
  if (answer.state === 'wait') {
    await deps.database.inStore(storeId, (tx) =>
      deps.jobs.enqueue(tx, 'deliver-messages', job, { delayMs: answer.ms }),
    );
  }
  if (answer.state !== 'leased') return;

  const { lease, session } = answer;
  try {
    const nextTryInMs = await deliverAll(deps, store, session, lease, requestId);
    await releaseLease(deps, lease, requestId, nextTryInMs);
  } catch (error) {
    await abandonLease(deps, lease);
    throw error;
  }
}

/** @returns after how long to go on, milliseconds; null when nothing is left to do. */
async function deliverAll(
  deps: SubmissionDeps,
  store: ServedStore,
  session: ChatSession,
  lease: Lease,
  requestId: string,
): Promise<number | null> {
  try {
    const nextTryInMs = await deliverOpen(deps, store, session, lease, requestId);
    if (nextTryInMs !== null) return nextTryInMs;
  } catch (error) {
    if (!(error instanceof ChatwootError)) throw error;
    return backOff(deps, lease);
  }
  await deps.database.inStore(store.id, (tx) =>
    tx.update(chatSessions).set({ failedTries: 0 }).where(eq(chatSessions.id, session.id)),
  );
  return noteDetails(deps, lease, requestId);
}

/** The messages themselves, oldest first. @throws ChatwootError when Chatwoot cannot be had. */
async function deliverOpen(
  deps: SubmissionDeps,
  store: ServedStore,
  session: ChatSession,
  lease: Lease,
  requestId: string,
): Promise<number | null> {
  const next = () => deps.database.inStore(store.id, (tx) => nextOpen(tx, session.id));
  let submission = await next();
  if (!submission) return null;
  const { visitorToken } = await bindSession(deps, store, session, { requestId });
  const client = deps.widgetClient(store, { shopper: shopperOf(session), requestId, visitorToken });
  for (; submission; submission = await next()) {
    const step = await deliverSubmission(deps, lease, client, submission).catch(async (error: unknown) => {
      if (!isChatwootError(error, 'not-found')) throw error;
      // A 404 may be a proxy's while Chatwoot restarts: only Chatwoot itself can say that it knows this visitor no more.
      const isForgotten = await rebindIfForgotten(deps, store, session, visitorToken, requestId);
      return { state: 'later', ms: isForgotten ? 0 : null } as const;
    });
    // Another process goes on here; nothing is left to release.
    if (step.state === 'lease-lost') return 0;
    if (step.state === 'later') return step.ms ?? (await backOff(deps, lease));
  }
  return null;
}

/** 1 s, 2 s, 4 s … up to half a minute, each between half and the whole of it, so that sessions do not come back together. */
async function backOff(deps: SubmissionDeps, { storeId, sessionId }: Lease): Promise<number> {
  const rows = await deps.database.inStore(storeId, (tx) =>
    tx
      .update(chatSessions)
      .set({ failedTries: sql`${chatSessions.failedTries} + 1` })
      .where(eq(chatSessions.id, sessionId))
      .returning(),
  );
  const tries = rows[0]?.failedTries ?? 1;
  return Math.min(longestBackoffMs, 1000 * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
}
