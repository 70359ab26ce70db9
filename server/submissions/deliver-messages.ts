import { eq, sql } from 'drizzle-orm';
import type { ChatSession } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { ChatwootError, isChatwootError } from '../chatwoot/index.ts';
import type { JobData } from '../jobs/queues.ts';
import type { ServedStore } from '../stores/index.ts';
import { deliverSubmission } from './deliver-submission.ts';
import { inboxDestination } from './inbox-destination.ts';
import { abandonLease, type Lease, type NextTry, nextOpen, releaseLease, takeLease } from './lane.ts';
import { noteDetails } from './note-details.ts';
import { longestBackoffMs, type SubmissionDeps } from './submission-deps.ts';
import { visitorDestination } from './visitor-destination.ts';

/**
 * The job: brings a session's messages to Chatwoot in their order, the next only after the one before.
 * Chatwoot being away is not a failure of this job: it schedules the next try itself. A fault of ours is: the queue
 * tries the job again, and keeps it as a dead letter in the end.
 */
export async function deliverMessages(deps: SubmissionDeps, job: JobData['deliver-messages']): Promise<void> {
  const store = deps.directory.findById(job.storeId);
  if (!store) return;
  const baseUrl = store.chatwoot?.baseUrl ?? '';
  const turn = deps.breakers.enter(baseUrl);
  if (turn.state !== 'asked') return putOff(deps, job, spread(putOffMs[turn.state]));
  try {
    await deliverSession(careful(deps, baseUrl), store, job);
  } finally {
    turn.leave();
  }
}

/** Without a look at the session: what cannot be had now costs next to nothing, and keeps no other store waiting. */
const putOffMs = { away: 15_000, crowded: 2000 };

function putOff(deps: SubmissionDeps, job: JobData['deliver-messages'], delayMs: number): Promise<void> {
  return deps.database.inStore(job.storeId, (tx) => deps.jobs.enqueue(tx, 'deliver-messages', job, { delayMs }));
}

/** The same, asking this Chatwoot only now and then while it is away. */
function careful(deps: SubmissionDeps, baseUrl: string): SubmissionDeps {
  const fetch = deps.breakers.fetchOf(baseUrl);
  return {
    ...deps,
    widgetClient: (store, options) => deps.widgetClient(store, { fetch, ...options }),
    accountClient: (storeId, requestId, options) => deps.accountClient(storeId, requestId, { fetch, ...options }),
  };
}

async function deliverSession(deps: SubmissionDeps, store: ServedStore, job: JobData['deliver-messages']) {
  const answer = await takeLease(deps, job.storeId, job.sessionId);
  if (answer.state === 'wait') return putOff(deps, job, answer.ms);
  if (answer.state !== 'leased') return;

  const { lease, session } = answer;
  try {
    const next = await deliverAll(deps, store, session, lease, job.requestId);
    await releaseLease(deps, lease, job.requestId, next);
  } catch (error) {
    await abandonLease(deps, lease);
    throw error;
  }
}

async function deliverAll(
  deps: SubmissionDeps,
  store: ServedStore,
  session: ChatSession,
  lease: Lease,
  requestId: string,
): Promise<NextTry> {
  try {
    const inMs = await deliverOpen(deps, store, session, lease, requestId);
    if (inMs !== null) return { inMs, of: 'messages' };
  } catch (error) {
    if (!(error instanceof ChatwootError)) throw error;
    const { storeId, sessionId } = lease;
    deps.logger.warn({ storeId, sessionId, failure: error.message }, 'not delivered, tried again later');
    return { inMs: await backOff(deps, lease), of: 'messages' };
  }
  await deps.database.inStore(store.id, (tx) =>
    tx.update(chatSessions).set({ failedTries: 0 }).where(eq(chatSessions.id, session.id)),
  );
  return { inMs: await noteDetails(deps, store, lease, requestId), of: 'details' };
}

/**
 * The messages themselves, oldest first.
 * @returns after how long to go on, milliseconds; null when all are at Chatwoot.
 * @throws ChatwootError when Chatwoot cannot be had.
 */
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
  const open = store.deliverTo === 'api-inbox' ? inboxDestination : visitorDestination;
  const destination = await open(deps, store, session, requestId);
  for (; submission; submission = await next()) {
    const step = await deliverSubmission(deps, lease, destination, submission).catch(async (error: unknown) => {
      if (!isChatwootError(error, 'not-found')) throw error;
      // A 404 may be a proxy's while Chatwoot restarts: only Chatwoot itself can say that it knows this place no more.
      return { state: 'later', ms: (await destination.isGone()) ? 0 : null } as const;
    });
    // Another process goes on here; nothing is left to release.
    if (step.state === 'lease-lost') return 0;
    if (step.state === 'later') return step.ms ?? (await backOff(deps, lease));
  }
  return null;
}

/** 1 s, 2 s, 4 s … up to half a minute. */
async function backOff(deps: SubmissionDeps, { storeId, sessionId }: Lease): Promise<number> {
  const rows = await deps.database.inStore(storeId, (tx) =>
    tx
      .update(chatSessions)
      .set({ failedTries: sql`${chatSessions.failedTries} + 1` })
      .where(eq(chatSessions.id, sessionId))
      .returning(),
  );
  const tries = rows[0]?.failedTries ?? 1;
  return spread(Math.min(longestBackoffMs, 1000 * 2 ** (tries - 1)));
}

/** Between half and the whole of it, so that sessions do not come back together. */
function spread(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}
