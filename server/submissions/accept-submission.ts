import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { SubmissionAnswer, SubmissionRequest } from '../../contract/submissions.ts';
import { type ChatSession, claimSession, findOrCreateSession, visitorKey } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Visitor } from '../chatwoot/index.ts';
import { first, type Tx } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { ServedStore } from '../stores/index.ts';
import { createReference } from './reference.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

export type Submission = typeof submissions.$inferSelect;

/**
 * Stores a message together with the job that delivers it; from the answer on it is ours.
 * The same `idempotencyKey` gives the first one's answer, whatever has become of it since.
 * @throws AppError `idempotency_key_reused` when the key came with another body before.
 */
export async function acceptSubmission(
  deps: SubmissionDeps,
  store: ServedStore,
  idempotencyKey: string,
  request: SubmissionRequest,
  shopper: Visitor,
  httpRequestId: string,
): Promise<SubmissionAnswer> {
  const bodyHash = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  const accepted = await deps.database.inStore(store.id, async (tx) => {
    const known = await findByKey(tx, store.id, idempotencyKey);
    if (known) return known;
    const session = await sessionOf(deps, tx, store.id, request, shopper);
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
      answers: request.answers,
      consent: request.consent,
      cart: request.cart,
      writtenAt: new Date(request.writtenAt),
      receivedAt: deps.now(),
      httpRequestId,
    });
    const job = { storeId: store.id, sessionId: session.id, requestId: httpRequestId };
    await deps.jobs.enqueue(tx, 'deliver-messages', job);
    // Somebody is writing now: whatever the last outage scheduled, try at once.
    await tx.update(chatSessions).set({ nextTryAt: null }).where(eq(chatSessions.id, session.id));
    deps.metrics.submissionsReceived.inc();
    return stored;
  });
  if (accepted.bodyHash !== bodyHash) {
    throw new AppError('idempotency_key_reused', 'This Idempotency-Key belongs to another message. Use a new one.');
  }
  return submissionAnswer(accepted);
}

export function submissionAnswer({ id, reference, state }: Submission): SubmissionAnswer {
  return { id, reference, state };
}

async function sessionOf(
  deps: SubmissionDeps,
  tx: Tx,
  storeId: string,
  request: SubmissionRequest,
  shopper: Visitor,
): Promise<ChatSession> {
  const { requestId, visitorToken, page, locale } = request;
  // With a token in hand the page waits for nobody; without one its own request may still be under way.
  const awaitedUntil = visitorToken ? null : new Date(deps.now().getTime() + deps.awaitSessionMs);
  const facts = { storeId, requestId, visitorToken, shopper, page, locale, awaitedUntil };
  const session = await findOrCreateSession(tx, deps.secrets, facts);
  if (!visitorToken || session.visitorKey === visitorKey(visitorToken)) return session;
  // A customer's session follows no token: it was proven to be theirs, and a token proves nothing.
  if (session.customerId || (await hasMessages(tx, session))) return session;
  // The page gave our answer up and let the SDK make a session of its own: what the shopper sees there is what counts.
  return claimSession(tx, deps.secrets, session, visitorToken, null);
}

async function hasMessages(tx: Tx, session: ChatSession): Promise<boolean> {
  const isOfSession = eq(submissions.sessionId, session.id);
  return (await tx.select({ id: submissions.id }).from(submissions).where(isOfSession).limit(1)).length > 0;
}

async function storeSubmission(
  tx: Tx,
  values: Omit<typeof submissions.$inferInsert, 'reference'>,
): Promise<Submission> {
  for (;;) {
    // No conflict target: a race on the key and a reference that is taken both leave no row.
    const rows = await tx
      .insert(submissions)
      .values({ ...values, reference: createReference() })
      .onConflictDoNothing()
      .returning();
    const stored = first(rows) ?? (await findByKey(tx, values.storeId, values.idempotencyKey));
    if (stored) return stored;
  }
}

async function findByKey(tx: Tx, storeId: string, idempotencyKey: string): Promise<Submission | undefined> {
  const isIt = and(eq(submissions.storeId, storeId), eq(submissions.idempotencyKey, idempotencyKey));
  return first(await tx.select().from(submissions).where(isIt));
}
