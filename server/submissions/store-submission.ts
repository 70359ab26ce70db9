import { and, eq } from 'drizzle-orm';
import type { SubmissionRequest } from '../../contract/submissions.ts';
import { type ChatSession, claimSession, findOrCreateSession, isClaimant, visitorKey } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Visitor } from '../chatwoot/index.ts';
import { first, type Tx } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { Submission } from './accept-submission.ts';
import { createReference } from './reference.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

/** What decides whose lane a message goes into. */
type LaneFacts = Pick<SubmissionRequest, 'requestId' | 'visitorToken' | 'page' | 'locale' | 'claimHash' | 'reason'>;

/** The session that keeps the order of what is written, made by its first message unless the page has asked for it. */
export async function sessionOf(
  deps: SubmissionDeps,
  tx: Tx,
  storeId: string,
  { requestId, visitorToken, page, locale, claimHash, reason }: LaneFacts,
  shopper: Visitor,
): Promise<ChatSession> {
  // With a token in hand the page waits for nobody, and a form asks for no session; else a request of the page's own may
  // still be under way.
  const isAlone = visitorToken || reason === 'chat-off';
  const awaitedUntil = isAlone ? null : new Date(deps.now().getTime() + deps.awaitSessionMs);
  const facts = { storeId, requestId, visitorToken, shopper, page, locale, claimHash, awaitedUntil };
  const session = await findOrCreateSession(tx, deps.secrets, facts);
  if (!visitorToken || session.visitorKey === visitorKey(visitorToken)) return session;
  // A customer's session follows no token: it was proven to be theirs, and a token proves nothing.
  if (session.customerId || !isClaimant(session, { claimHash }) || (await hasMessages(tx, session))) return session;
  // The page gave our answer up and let the SDK make a session of its own: what the shopper sees there is what counts.
  return claimSession(tx, deps.secrets, session, visitorToken, null);
}

async function hasMessages(tx: Tx, session: ChatSession): Promise<boolean> {
  const isOfSession = eq(submissions.sessionId, session.id);
  return (await tx.select({ id: submissions.id }).from(submissions).where(isOfSession).limit(1)).length > 0;
}

/** Stores a message under a new reference; one that has its key already is given instead. */
export async function storeSubmission(
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

export async function findByKey(tx: Tx, storeId: string, idempotencyKey: string): Promise<Submission | undefined> {
  const isIt = and(eq(submissions.storeId, storeId), eq(submissions.idempotencyKey, idempotencyKey));
  return first(await tx.select().from(submissions).where(isIt));
}

/** @throws AppError `idempotency_key_reused` when the key belongs to another body. */
export function sameBody(stored: Submission, bodyHash: string): Submission {
  if (stored.bodyHash === bodyHash) return stored;
  throw new AppError('idempotency_key_reused', 'This Idempotency-Key belongs to another message. Use a new one.');
}

/** The job that delivers what was just stored, in the same transaction. */
export async function wakeLane(
  deps: Pick<SubmissionDeps, 'jobs'>,
  tx: Tx,
  session: Pick<ChatSession, 'id' | 'storeId'>,
  requestId: string,
) {
  const job = { storeId: session.storeId, sessionId: session.id, requestId };
  await deps.jobs.enqueue(tx, 'deliver-messages', job);
  // Somebody is writing now: whatever the last outage scheduled, try at once.
  await tx.update(chatSessions).set({ nextTryAt: null }).where(eq(chatSessions.id, session.id));
}
