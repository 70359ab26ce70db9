import { and, eq } from 'drizzle-orm';
import type { Visitor } from '../chatwoot/index.ts';
import { only, type Tx } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { isClaimant, lockOf, type SessionClaim } from './session-claim.ts';
import { chatSessions } from './tables.ts';
import { type ChatSession, visitorKey, visitorTokens } from './visitor-token.ts';

export interface SessionFacts extends SessionClaim {
  storeId: string;
  requestId: string;
  shopper: Visitor;
  page?: ChatSession['page'] | undefined;
  locale?: string | undefined;
  /** Delivery waits until then for the page to bind the session; null: nobody is going to. */
  awaitedUntil: Date | null;
}

/**
 * The session of this `requestId`, made by whichever comes first: the page's request for it, or a message.
 * Locked until the transaction ends: whether it is bound must not change while the caller decides what to do about it.
 */
export async function findOrCreateSession(tx: Tx, secrets: Secrets, facts: SessionFacts): Promise<ChatSession> {
  const { shopper, visitorToken, claimHash: _hash, claimSecret: _secret, ...known } = facts;
  const claimHash = lockOf(facts);
  await tx
    .insert(chatSessions)
    .values({ ...known, claimHash, userAgent: shopper.userAgent, acceptLanguage: shopper.acceptLanguage })
    .onConflictDoNothing({ target: [chatSessions.storeId, chatSessions.requestId] });
  const isThis = and(eq(chatSessions.storeId, facts.storeId), eq(chatSessions.requestId, facts.requestId));
  const found = only(await tx.select().from(chatSessions).where(isThis).for('update'));
  const session = found.claimHash === null && claimHash ? await lock(tx, found, claimHash) : found;
  // The first token that a page shows is the one to try; a bound session is bound, and a customer's follows no token.
  const isFree = session.visitorTokenSealed === null && session.claimedTokenSealed === null;
  const isClaimable = isFree && session.customerId === null;
  if (!visitorToken || !isClaimable || !isClaimant(session, facts)) return session;
  return claimSession(tx, secrets, session, visitorToken, facts.awaitedUntil);
}

async function lock(tx: Tx, { id }: ChatSession, claimHash: string): Promise<ChatSession> {
  return only(await tx.update(chatSessions).set({ claimHash }).where(eq(chatSessions.id, id)).returning());
}

/** Lets the session be the one of this token, once Chatwoot says that it is good. */
export async function claimSession(
  tx: Tx,
  secrets: Secrets,
  session: ChatSession,
  token: string,
  awaitedUntil: Date | null,
): Promise<ChatSession> {
  const claim = {
    claimedTokenSealed: visitorTokens(secrets).sealClaimed(token, session.storeId),
    visitorTokenSealed: null,
    visitorKey: visitorKey(token),
    awaitedUntil,
  };
  return only(await tx.update(chatSessions).set(claim).where(eq(chatSessions.id, session.id)).returning());
}
