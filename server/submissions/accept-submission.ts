import { createHash } from 'node:crypto';
import type { Consent, SubmissionAnswer, SubmissionRequest } from '../../contract/submissions.ts';
import type { Visitor } from '../chatwoot/index.ts';
import { givenAnswers } from '../contact-form/index.ts';
import { oweReceipt } from '../mail/index.ts';
import type { ServedStore } from '../stores/index.ts';
import { heldAsSpam, heldSince } from './dead-letters.ts';
import { requireForm } from './require-form.ts';
import { findByKey, sameBody, sessionOf, storeSubmission, wakeLane } from './store-submission.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import type { submissions } from './tables.ts';

export type Submission = typeof submissions.$inferSelect;

/**
 * A message on its way in. A page without a script has no clock: what it sends was written, and agreed to, when it came.
 * What tells people from machines is no part of it: whoever is asked for a little work comes again with the same message.
 */
export interface NewSubmission extends Omit<SubmissionRequest, 'writtenAt' | 'consent' | 'checks'> {
  writtenAt?: number;
  consent?: (Pick<Consent, 'text'> & Partial<Consent>) | undefined;
}

/**
 * Stores a message together with the job that delivers it; from the answer on it is ours. One that is held as spam is
 * stored without: an operator may let it go.
 * The same `idempotencyKey` gives the first one's answer, whatever has become of it, and of the store's form, since.
 * @throws AppError `idempotency_key_reused` when the key came with another body before; `invalid_request` when it lacks
 *   what the store's form asks.
 */
export async function acceptSubmission(
  deps: SubmissionDeps,
  store: ServedStore,
  idempotencyKey: string,
  request: NewSubmission,
  shopper: Visitor,
  httpRequestId: string,
  isHeld = false,
): Promise<SubmissionAnswer> {
  const bodyHash = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  const accepted = await deps.database.inStore(store.id, async (tx) => {
    const known = await findByKey(tx, store.id, idempotencyKey);
    if (known) return known;
    const session = await sessionOf(deps, tx, store.id, request, shopper);
    await requireForm(tx, store, session.id, request);
    const receivedAt = deps.now();
    const stored = await storeSubmission(tx, {
      storeId: store.id,
      sessionId: session.id,
      idempotencyKey,
      bodyHash,
      sequence: request.sequence,
      text: request.text,
      page: request.page,
      locale: request.locale,
      reason: request.reason,
      contactEmail: request.contact?.email,
      contactName: request.contact?.name,
      answers: givenAnswers(request.answers),
      consent: request.consent && { at: receivedAt.getTime(), ...request.consent },
      cart: request.cart,
      writtenAt: request.writtenAt === undefined ? receivedAt : new Date(request.writtenAt),
      receivedAt,
      ...(isHeld && heldSince(receivedAt)),
      httpRequestId,
    });
    deps.metrics.submissionsReceived.inc();
    if (isHeld) return stored;
    await wakeLane(deps, tx, session, httpRequestId);
    await oweReceipt(deps, tx, store, stored);
    return stored;
  });
  return submissionAnswer(sameBody(accepted, bodyHash));
}

/** Who fills traps in must not learn of them; and of a person's it is as true: we have it. */
export function submissionAnswer({ id, reference, state, failure }: Submission): SubmissionAnswer {
  return { id, reference, state: failure === heldAsSpam ? 'received' : state };
}
