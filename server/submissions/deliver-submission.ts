import { and, desc, eq, inArray } from 'drizzle-orm';
import { confirmLater } from '../chat-sessions/index.ts';
import { ChatwootError, type WidgetClient } from '../chatwoot/index.ts';
import { first, only } from '../db/database.ts';
import type { Submission } from './accept-submission.ts';
import { conversationAttributes } from './conversation-attributes.ts';
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
  message?: { id: number; conversationId: number };
}

/**
 * Hands one message to Chatwoot, once. Chatwoot keeps no marker of ours on a visitor's message, so every try is
 * written down first together with the newest message of the session; a try whose ending is unknown is settled by
 * looking at what came after that one, and not before Chatwoot has surely finished with it.
 */
export async function deliverSubmission(
  deps: SubmissionDeps,
  lease: Lease,
  client: WidgetClient,
  submission: Submission,
): Promise<DeliveryStep> {
  const unsettled = await unsettledTry(deps, submission);
  if (unsettled) {
    const waitMs = unsettled.startedAt.getTime() + deps.settleMs - deps.now().getTime();
    if (waitMs > 0) return { state: 'later', ms: waitMs };
    const message = await findArrived(deps, client, submission, unsettled.afterMessageId);
    await recordEnding(
      deps,
      submission,
      unsettled.id,
      message ? { outcome: 'found', message } : { outcome: 'not-sent' },
    );
    if (message) return { state: 'done' };
  }

  const newest = (await client.messages()).at(-1);
  const started = await startTry(deps, lease, submission, newest?.id ?? null);
  if (!started) return { state: 'lease-lost' };
  const ending = await send(client, submission);
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

/** The message that the unsettled try made, if it did: these words, after what was newest then, and nobody else's. */
async function findArrived(deps: SubmissionDeps, client: WidgetClient, submission: Submission, after: number | null) {
  const since = await client.messages(after === null ? {} : { after });
  const candidates = since.filter(
    ({ id, direction, content }) =>
      id > (after ?? 0) && direction === 'incoming' && isSameText(content, submission.text),
  );
  if (candidates.length === 0) return undefined;
  const ids = candidates.map(({ id }) => id);
  // The same words may have been written twice, and arrived by another try.
  const taken = await deps.database.inStore(submission.storeId, (tx) =>
    tx
      .select({ id: submissions.chatwootMessageId })
      .from(submissions)
      .where(inArray(submissions.chatwootMessageId, ids)),
  );
  return candidates.find(({ id }) => !taken.some((other) => other.id === id));
}

function isSameText(content: string | null, text: string): boolean {
  const normal = (value: string) => value.replaceAll('\r\n', '\n').trim();
  return content !== null && normal(content) === normal(text);
}

async function startTry(deps: SubmissionDeps, lease: Lease, submission: Submission, afterMessageId: number | null) {
  return deps.database.inStore(submission.storeId, async (tx) => {
    if (!(await renewLease(deps, tx, lease))) return null;
    const { storeId, id: submissionId } = submission;
    const startedAt = deps.now();
    return only(await tx.insert(deliveries).values({ storeId, submissionId, afterMessageId, startedAt }).returning());
  });
}

async function send(client: WidgetClient, submission: Submission): Promise<Ending> {
  try {
    const message = await client.sendMessage({
      content: submission.text,
      refererUrl: submission.page?.url,
      timestamp: submission.writtenAt.toString(),
      customAttributes: conversationAttributes(submission),
    });
    return { outcome: 'delivered', message };
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
    const isStillOpen = and(eq(submissions.id, submission.id), eq(submissions.state, 'received'));
    if (message) {
      const arrived = { chatwootMessageId: message.id, chatwootConversationId: message.conversationId };
      await tx
        .update(submissions)
        .set({ state: 'delivered', deliveredAt: now, ...arrived })
        .where(isStillOpen);
      const { storeId, sessionId, httpRequestId: requestId } = submission;
      await confirmLater(deps, tx, { storeId, sessionId, requestId });
    } else if (outcome === 'refused') {
      await tx.update(submissions).set({ state: 'failed', failure }).where(isStillOpen);
    }
  });
  if (outcome === 'refused') {
    deps.logger.error(
      { storeId: submission.storeId, submissionId: submission.id, failure },
      'message refused for good',
    );
  }
  deps.metrics.deliveries.inc({ outcome });
}
