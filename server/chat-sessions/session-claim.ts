import { createHash, timingSafeEqual } from 'node:crypto';
import { and, eq, max } from 'drizzle-orm';
import { first, type Tx } from '../db/database.ts';
import { submissions } from '../submissions/tables.ts';
import { chatSessions } from './tables.ts';
import { type ChatSession, visitorKey } from './visitor-token.ts';

/** What a browser shows that a session is its own. */
export interface SessionClaim {
  claimHash?: string | undefined;
  claimSecret?: string | undefined;
  /** The token that it holds already. */
  visitorToken?: string | undefined;
}

/** Without the secret the hash opens a bound session for so long: the page that brought it asks again after a failure. */
const firstAskingMs = 10 * 60_000;

/** Whoever waits for the answer to a message asks within so long after it was delivered. */
const givenForMs = 24 * 60 * 60_000;

/** What a claim locks a session with that has no lock. */
export function lockOf({ claimHash, claimSecret }: SessionClaim): string | undefined {
  return claimSecret === undefined ? claimHash : createHash('sha256').update(claimSecret).digest('base64url');
}

/** Whether a session is this browser's, or anybody's because nothing locks it. */
export function isClaimant(session: ChatSession, claim: SessionClaim): boolean {
  const lock = lockOf(claim);
  return session.claimHash === null || (lock !== undefined && isSame(lock, session.claimHash));
}

/**
 * Whether the token of a session that is nobody's by proof is given to whoever asks. It is until they have said that
 * they hold it, or for a day after its last message was delivered; who holds it already learns nothing from it.
 */
export async function isGivenTo(tx: Tx, session: ChatSession, claim: SessionClaim, now: Date): Promise<boolean> {
  const held = claim.visitorToken === undefined ? null : visitorKey(claim.visitorToken);
  if (held !== null && session.visitorKey !== null && isSame(held, session.visitorKey)) return true;
  if (session.claimedAt || !isClaimant(session, claim)) return false;
  const { boundAt, claimHash } = session;
  if (claimHash !== null && boundAt && claim.claimSecret === undefined) {
    return now.getTime() - boundAt.getTime() < firstAskingMs;
  }
  return !(await isOver(tx, session, now));
}

async function isOver(tx: Tx, { id, boundAt }: ChatSession, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ state: submissions.state, deliveredAt: max(submissions.deliveredAt) })
    .from(submissions)
    .where(eq(submissions.sessionId, id))
    .groupBy(submissions.state);
  if (rows.some(({ state }) => state === 'received')) return false;
  const last = rows.find(({ state }) => state === 'delivered')?.deliveredAt ?? boundAt;
  return last !== null && now.getTime() - last.getTime() > givenForMs;
}

/** Notes that the browser holds the token. @returns whether there is such a session with a token, and this secret opens it */
export async function noteClaimed(
  tx: Tx,
  storeId: string,
  requestId: string,
  claimSecret: string,
  now: Date,
): Promise<boolean> {
  const isThis = and(eq(chatSessions.storeId, storeId), eq(chatSessions.requestId, requestId));
  const session = first(await tx.select().from(chatSessions).where(isThis).for('update'));
  if (!session?.visitorTokenSealed || session.claimHash === null || !isClaimant(session, { claimSecret })) return false;
  if (!session.claimedAt) await tx.update(chatSessions).set({ claimedAt: now }).where(isThis);
  return true;
}

/** In a time that does not tell how much of it was right. Both are SHA-256 as base64url. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
