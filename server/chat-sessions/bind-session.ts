import { and, eq, isNull } from 'drizzle-orm';
import type { WidgetClient } from '../chatwoot/index.ts';
import { only } from '../db/database.ts';
import type { ServedStore } from '../stores/index.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import { type ChatSession, visitorKey, visitorTokens } from './visitor-token.ts';

export interface BindOptions {
  requestId: string;
  timeoutMs?: number;
}

/**
 * The visitor token of a session, asked of Chatwoot if it has none yet: the same visitor if the browser's token is
 * good, else a new one. Once bound, a session stays so; whoever comes second gets the first one's token.
 * @throws ChatwootError when Chatwoot does not give one.
 */
export async function bindSession(
  deps: SessionDeps,
  store: ServedStore,
  session: ChatSession,
  { requestId, timeoutMs }: BindOptions,
): Promise<string> {
  const tokens = visitorTokens(deps.secrets);
  const known = tokens.bound(session);
  if (known) return known;

  const client = deps.widgetClient(store, {
    shopper: shopperOf(session),
    requestId,
    ...(timeoutMs ? { timeoutMs } : {}),
  });
  const visitor = await client.config(tokens.claimed(session) ?? undefined);
  return bindTo(deps, session, visitor);
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
    tx.update(chatSessions).set({ visitorTokenSealed: null }).where(eq(chatSessions.id, session.id)),
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
