import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Visitor } from '../chatwoot/index.ts';
import { only, type Tx } from '../db/database.ts';
import { chatSessions } from './tables.ts';
import type { ChatSession } from './visitor-token.ts';

export interface SessionFacts {
  storeId: string;
  requestId: string;
  claimedTokenSealed: string | null;
  shopper: Visitor;
  page?: ChatSession['page'] | undefined;
  locale?: string | undefined;
  /** Delivery waits until then for the page to bind the session; null: nobody is going to. */
  awaitedUntil: Date | null;
}

/** The session of this `requestId`, made by whichever comes first: the page's request for it, or a message. */
export async function findOrCreateSession(tx: Tx, facts: SessionFacts): Promise<ChatSession> {
  const { shopper, ...known } = facts;
  await tx
    .insert(chatSessions)
    .values({ ...known, userAgent: shopper.userAgent, acceptLanguage: shopper.acceptLanguage })
    .onConflictDoNothing({ target: [chatSessions.storeId, chatSessions.requestId] });
  if (facts.claimedTokenSealed) await rememberClaim(tx, facts);
  const isThis = and(eq(chatSessions.storeId, facts.storeId), eq(chatSessions.requestId, facts.requestId));
  // Locked: whether it is bound must not change until the caller has decided what to do about it.
  return only(await tx.select().from(chatSessions).where(isThis).for('update'));
}

/** The first token that the page shows is the one to try; a bound session is bound for good. */
async function rememberClaim(tx: Tx, facts: SessionFacts) {
  await tx
    .update(chatSessions)
    .set({
      claimedTokenSealed: sql`coalesce(${chatSessions.claimedTokenSealed}, ${facts.claimedTokenSealed})`,
      awaitedUntil: facts.awaitedUntil,
    })
    .where(
      and(
        eq(chatSessions.storeId, facts.storeId),
        eq(chatSessions.requestId, facts.requestId),
        isNull(chatSessions.visitorTokenSealed),
      ),
    );
}
