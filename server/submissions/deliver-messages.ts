import { eq, sql } from 'drizzle-orm';
import { bindSession, type ChatSession, shopperOf } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { ChatwootError } from '../chatwoot/index.ts';
import type { JobData } from '../jobs/queues.ts';
import type { ServedStore } from '../stores/index.ts';
import { deliverSubmission } from './deliver-submission.ts';
import { type Lease, nextOpen, releaseLease, takeLease } from './lane.ts';
import { noteDetails } from './note-details.ts';
import { longestBackoffMs, type SubmissionDeps } from './submission-deps.ts';

/**
 * The job: brings a session's messages to Chatwoot in their order, the next only after the one before.
 * Chatwoot being away is not a failure of this job: it schedules the next try itself.
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
  let nextTryInMs: number | null = null;
  try {
    nextTryInMs = await deliverAll(deps, store, session, lease, requestId);
  } catch (error) {
    nextTryInMs = await backOff(deps, lease);
    if (!(error instanceof ChatwootError)) throw error;
    if (error.kind === 'not-found') await forgetVisitor(deps, lease);
  } finally {
    await releaseLease(deps, lease, requestId, nextTryInMs);
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
  const next = () => deps.database.inStore(store.id, (tx) => nextOpen(tx, session.id));
  let submission = await next();
  if (submission) {
    const visitorToken = await bindSession(deps, store, session, { requestId });
    const client = deps.widgetClient(store, { shopper: shopperOf(session), requestId, visitorToken });
    for (; submission; submission = await next()) {
      const step = await deliverSubmission(deps, lease, client, submission);
      if (step.state === 'lease-lost') return null;
      if (step.state === 'later') return step.ms ?? (await backOff(deps, lease));
    }
  }
  await noteDetails(deps, lease, requestId);
  await deps.database.inStore(store.id, (tx) =>
    tx.update(chatSessions).set({ failedTries: 0 }).where(eq(chatSessions.id, session.id)),
  );
  return null;
}

/**
 * Chatwoot no longer knows this visitor (the contact was deleted, or the token has run out): what is still to be
 * delivered goes out as a new one, for a conversation that is gone cannot take it.
 */
async function forgetVisitor(deps: SubmissionDeps, { storeId, sessionId }: Lease) {
  await deps.database.inStore(storeId, (tx) =>
    tx
      .update(chatSessions)
      .set({ visitorTokenSealed: null, claimedTokenSealed: null, boundAt: null })
      .where(eq(chatSessions.id, sessionId)),
  );
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
