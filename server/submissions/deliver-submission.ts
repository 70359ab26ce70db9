import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import { confirmLater } from '../chat-sessions/index.ts';
import { ChatwootError } from '../chatwoot/index.ts';
import { first, only } from '../db/database.ts';
import type { Submission } from './accept-submission.ts';
import type { DeadLetterReason } from './dead-letters.ts';
import { type Arrived, type Destination, type Parcel, packParcel } from './destination.ts';
import { type Lease, renewLease } from './lane.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { deliveries, type deliveryOutcomes, submissions } from './tables.ts';

/** `done`: delivered or refused for good, go on. `later`: try this one again after `ms`; null: as back-off says. */
export type DeliveryStep = { state: 'done' } | { state: 'later'; ms: number | null } | { state: 'lease-lost' };

type Delivery = typeof deliveries.$inferSelect;

/** What the ending of a try says about whether Chatwoot has the message. */
interface Ending {
  outcome: (typeof deliveryOutcomes)[number];
  failure?: string;
  /** Where the message is, when it is known to have arrived. */
  message?: Arrived;
}

/**
 * Hands one message to Chatwoot, once. Chatwoot keeps no marker of ours on a visitor's message, so every try is
 * written down first together with the newest message of the session; a try whose ending is unknown is settled by
 * looking at what came after that one, and not before Chatwoot has surely finished with it.
 */
export async function deliverSubmission(
  deps: SubmissionDeps,
  lease: Lease,
  destination: Destination,
  submission: Submission,
): Promise<DeliveryStep> {
  const unsettled = await unsettledTry(deps, submission);
  const waitMs = unsettled ? unsettled.startedAt.getTime() + deps.settleMs - deps.now().getTime() : 0;
  if (waitMs > 0) return { state: 'later', ms: waitMs };
  const parcel = await packParcel(deps, submission);
  if (!parcel) return giveUpOnLostFile(deps, submission);
  if (unsettled) {
    const message = await findArrived(deps, destination, parcel, unsettled.afterMessageId);
    await recordEnding(
      deps,
      submission,
      unsettled.id,
      message ? { outcome: 'found', message } : { outcome: 'not-sent' },
    );
    if (message) return { state: 'done' };
  }

  const started = await startTry(deps, lease, submission, await destination.newest());
  if (!started) return { state: 'lease-lost' };
  const ending = await send(destination, parcel);
  await recordEnding(deps, submission, started.id, ending);
  if (ending.outcome === 'unclear') return { state: 'later', ms: deps.settleMs };
  return ending.outcome === 'not-sent' ? { state: 'later', ms: null } : { state: 'done' };
}

/** The last try, if nobody knows how it ended: the process died in it, or the answer did not come. */
async function unsettledTry(deps: SubmissionDeps, { storeId, id }: Submission): Promise<Delivery | null> {
  const last = await deps.database.inStore(storeId, async (tx) =>
    first(
      await tx
        .select()
        .from(deliveries)
        .where(eq(deliveries.submissionId, id))
        .orderBy(desc(deliveries.startedAt))
        .limit(1),
    ),
  );
  return last && (last.outcome === null || last.outcome === 'unclear') ? last : null;
}

/** The message that the unsettled try made, if it did: one like it, after what was newest then, and nobody else's. */
async function findArrived(deps: SubmissionDeps, destination: Destination, parcel: Parcel, after: number | null) {
  const candidates = await destination.findSince(parcel, after);
  if (candidates.length === 0) return undefined;
  const ids = candidates.map(({ id }) => id);
  // The same words may have been written twice, and arrived by another try.
  const taken = await deps.database.inStore(parcel.submission.storeId, (tx) =>
    tx
      .select({ id: submissions.chatwootMessageId })
      .from(submissions)
      .where(inArray(submissions.chatwootMessageId, ids)),
  );
  return candidates.find(({ id }) => !taken.some((other) => other.id === id));
}

async function startTry(deps: SubmissionDeps, lease: Lease, submission: Submission, afterMessageId: number | null) {
  return deps.database.inStore(submission.storeId, async (tx) => {
    if (!(await renewLease(deps, tx, lease))) return null;
    const { storeId, id: submissionId } = submission;
    const startedAt = deps.now();
    return only(await tx.insert(deliveries).values({ storeId, submissionId, afterMessageId, startedAt }).returning());
  });
}

async function send(destination: Destination, parcel: Parcel): Promise<Ending> {
  try {
    return { outcome: 'delivered', message: await destination.send(parcel) };
  } catch (error) {
    if (!(error instanceof ChatwootError)) throw error;
    return { outcome: outcomeOf(error), failure: error.message };
  }
}

function outcomeOf(error: ChatwootError): Ending['outcome'] {
  switch (error.kind) {
    case 'unclear':
    case 'server-error':
    case 'unexpected-answer':
      return 'unclear';
    case 'invalid':
      return isForGood(error) ? 'refused' : 'not-sent';
    default:
      return 'not-sent';
  }
}

/**
 * Only Chatwoot's own validation of the message refuses it for good, and names the field. Any other 4xx is a proxy's,
 * or passes: more than 200 messages a minute in one conversation is a 422 as well, without a field.
 */
function isForGood({ status, attributes }: ChatwootError): boolean {
  return status === 422 && attributes.some((attribute) => attribute !== 'base');
}

async function recordEnding(deps: SubmissionDeps, submission: Submission, deliveryId: string, ending: Ending) {
  const { outcome, failure, message } = ending;
  const now = deps.now();
  await deps.database.inStore(submission.storeId, async (tx) => {
    await tx.update(deliveries).set({ outcome, failure, endedAt: now }).where(eq(deliveries.id, deliveryId));
    if (message) {
      const arrived = { chatwootMessageId: message.id, chatwootConversationId: message.conversationId };
      // Given up on meanwhile or not: Chatwoot has it.
      const isNew = and(eq(submissions.id, submission.id), ne(submissions.state, 'delivered'));
      await tx
        .update(submissions)
        .set({ state: 'delivered', deliveredAt: now, failure: null, failedAt: null, ...arrived })
        .where(isNew);
      const { storeId, sessionId, httpRequestId: requestId } = submission;
      await confirmLater(deps, tx, { storeId, sessionId, requestId });
    }
  });
  if (outcome === 'refused') await bury(deps, submission, 'refused', failure ?? 'refused');
  deps.metrics.deliveries.inc({ outcome });
}

async function giveUpOnLostFile(deps: SubmissionDeps, submission: Submission): Promise<DeliveryStep> {
  await bury(deps, submission, 'file-gone', 'the bytes of its file are gone from where they were stored');
  return { state: 'done' };
}

/** Makes it a dead letter: an operator has it, and the lane goes on. */
async function bury(deps: SubmissionDeps, { id, storeId }: Submission, reason: DeadLetterReason, failure: string) {
  const isStillOpen = and(eq(submissions.id, id), eq(submissions.state, 'received'));
  await deps.database.inStore(storeId, (tx) =>
    tx.update(submissions).set({ state: 'failed', failure, failedAt: deps.now() }).where(isStillOpen),
  );
  deps.metrics.deadLetters.inc({ reason });
  deps.logger.error({ storeId, submissionId: id, reason, failure }, 'message is a dead letter');
}
