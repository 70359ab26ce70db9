import { and, eq, isNull } from 'drizzle-orm';
import { ChatwootError, type WidgetClient } from '../chatwoot/index.ts';
import { only } from '../db/database.ts';
import { type Customer, findCustomer } from '../identity/index.ts';
import type { ServedStore } from '../stores/index.ts';
import { hasWrittenLately } from './has-written-lately.ts';
import { identifySession } from './identify-session.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import { type ChatSession, visitorKey, visitorTokens } from './visitor-token.ts';

export interface BindOptions {
  requestId: string;
  timeoutMs?: number;
}

export interface BoundSession {
  visitorToken: string;
  /** `refused`: the shop's proof was good, but Chatwoot does not take our signature for it. */
  identity: 'anonymous' | 'verified' | 'refused';
}

/**
 * The visitor token of a session, asked of Chatwoot if it has none yet: the same visitor if the browser's token is
 * good, else a new one. Once bound, a session stays so; whoever comes second gets the first one's token. A session of
 * a customer is made known to Chatwoot as theirs.
 * @throws ChatwootError when Chatwoot does not give one.
 */
export async function bindSession(
  deps: SessionDeps,
  store: ServedStore,
  session: ChatSession,
  { requestId, timeoutMs }: BindOptions,
): Promise<BoundSession> {
  const tokens = visitorTokens(deps.secrets);
  const options = { shopper: shopperOf(session), requestId, ...(timeoutMs ? { timeoutMs } : {}) };
  const customer = await customerOf(deps, session);
  const clientAs = (token?: string) =>
    deps.widgetClient(store, { ...options, ...(token === undefined ? {} : { visitorToken: token }) });
  const visitorToken =
    tokens.bound(session) ?? (await bindTo(deps, session, await findVisitor(deps, session, clientAs, customer)));
  if (!customer) return { visitorToken, identity: 'anonymous' };
  if (session.refutedAt) return { visitorToken, identity: 'refused' };
  if (session.identifiedAt) return { visitorToken, identity: 'verified' };
  try {
    const visitor = { client: clientAs(visitorToken), token: visitorToken, requestId };
    const identified = await identifySession(deps, store, session, customer, visitor);
    return { visitorToken: identified, identity: 'verified' };
  } catch (error) {
    // The inbox's HMAC token was changed at Chatwoot. The visitor stays anonymous, and is heard.
    if (error instanceof ChatwootError && error.kind === 'unauthorized') return { visitorToken, identity: 'refused' };
    throw error;
  }
}

async function customerOf({ database }: SessionDeps, { storeId, customerId }: ChatSession) {
  return customerId ? database.inStore(storeId, (tx) => findCustomer(tx, storeId, customerId)) : undefined;
}

/**
 * The visitor that a session goes on as. A token is no proof: whoever holds the cookie of somebody known begins anew,
 * without the shop's word that it is them. Nor does a customer who signs in take over what somebody else may have left
 * in this browser: a conversation is theirs if somebody has written in it just now.
 */
async function findVisitor(
  deps: SessionDeps,
  session: ChatSession,
  clientAs: (token?: string) => WidgetClient,
  customer: Customer | undefined,
): Promise<WidgetAnswer> {
  const claimed = visitorTokens(deps.secrets).claimed(session) ?? undefined;
  const visitor = await clientAs().config(claimed);
  const { identifier } = visitor.contact;
  if (identifier) return identifier === customer?.identifier ? visitor : clientAs().config();
  // Chatwoot did not know the token: whoever this is, they are new already.
  const key = visitorKey(visitor.visitorToken);
  if (!customer || claimed === undefined || key !== visitorKey(claimed)) return visitor;
  const isTheirs = await hasWrittenLately(deps, session, clientAs(claimed));
  return isTheirs ? visitor : clientAs().config();
}

/**
 * Asks Chatwoot whether it still knows a bound session's visitor; if not (the contact was deleted, the token has run
 * out), the session goes on as the new visitor that Chatwoot has made.
 * @returns whether it was forgotten.
 */
export async function rebindIfForgotten(
  deps: SessionDeps,
  store: ServedStore,
  session: ChatSession,
  token: string,
  requestId: string,
): Promise<boolean> {
  const visitor = await deps.widgetClient(store, { shopper: shopperOf(session), requestId }).config(token);
  if (visitorKey(visitor.visitorToken) === visitorKey(token)) return false;
  await deps.database.inStore(session.storeId, (tx) =>
    tx
      .update(chatSessions)
      // The new visitor is nobody yet: a customer's session is made known to Chatwoot again.
      .set({ visitorTokenSealed: null, identifiedAt: null, confirmedAt: null, refutedAt: null })
      .where(eq(chatSessions.id, session.id)),
  );
  await bindTo(deps, session, visitor);
  return true;
}

/** What Chatwoot says of a visitor. */
type WidgetAnswer = Awaited<ReturnType<WidgetClient['config']>>;

async function bindTo(deps: SessionDeps, session: ChatSession, visitor: WidgetAnswer): Promise<string> {
  const tokens = visitorTokens(deps.secrets);
  const bound = await deps.database.inStore(session.storeId, async (tx) => {
    const isUnbound = and(eq(chatSessions.id, session.id), isNull(chatSessions.visitorTokenSealed));
    await tx
      .update(chatSessions)
      .set({
        visitorTokenSealed: tokens.sealBound(visitor.visitorToken, session.storeId),
        visitorKey: visitorKey(visitor.visitorToken),
        claimedTokenSealed: null,
        contactId: visitor.contact.id,
        boundAt: deps.now(),
        awaitedUntil: null,
      })
      .where(isUnbound);
    return only(await tx.select().from(chatSessions).where(eq(chatSessions.id, session.id)));
  });
  return tokens.bound(bound) ?? visitor.visitorToken;
}

/** The browser that a session was made for; one that says no language is taken to speak the page's. */
export function shopperOf({ userAgent, acceptLanguage, locale }: ChatSession) {
  return { userAgent: userAgent ?? undefined, acceptLanguage: acceptLanguage ?? locale ?? undefined };
}
