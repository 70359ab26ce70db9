import { eq } from 'drizzle-orm';
import type { Reason } from '../../contract/reasons.ts';
import type { ChatSessionAnswer, ChatSessionRequest } from '../../contract/sessions.ts';
import { reasonOf, type Visitor } from '../chatwoot/index.ts';
import { openingAt } from '../opening-hours/index.ts';
import type { ServedStore } from '../stores/index.ts';
import { bindSession } from './bind-session.ts';
import { findOrCreateSession } from './find-or-create-session.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import type { ChatSession } from './visitor-token.ts';

/** A page waits two seconds for its session; a little more is of use for the reason. */
const timeoutMs = 5000;

/**
 * Answers a press: the visitor's session with Chatwoot, or the reason why there is none.
 * Repeating a `requestId` gives the same session.
 * @param httpRequestId of the request; goes on to Chatwoot and into the logs.
 */
export async function requestSession(
  deps: SessionDeps,
  store: ServedStore,
  request: ChatSessionRequest,
  shopper: Visitor,
  httpRequestId: string,
): Promise<ChatSessionAnswer> {
  const { requestId, visitorToken } = request;
  const awaitedUntil = new Date(deps.now().getTime() + deps.awaitSessionMs);
  const { page, locale } = request;
  const facts = { storeId: store.id, requestId, visitorToken, shopper, page, locale, awaitedUntil };
  const session = await deps.database.inStore(store.id, (tx) => findOrCreateSession(tx, deps.secrets, facts));

  const refusal = refusalOf(store, deps.now());
  if (refusal) return unavailable(refusal);
  if (!store.chatwoot) return unavailable({ reason: 'refused' });
  try {
    const token = await bindSession(deps, store, session, { requestId: httpRequestId, timeoutMs });
    // A new visitor cannot have one: only a browser that brought a token is worth the question.
    const client = deps.widgetClient(store, { shopper, requestId: httpRequestId, visitorToken: token, timeoutMs });
    const hasConversation = visitorToken !== undefined && (await client.conversation()) !== null;
    return { state: 'ready', requestId, visitorToken: token, ...store.chatwoot, hasConversation };
  } catch (error) {
    return unavailable({ reason: reasonOf(error) });
  }

  async function unavailable(refusal: Refusal): Promise<ChatSessionAnswer> {
    await stopWaiting(deps, session);
    return { state: 'unavailable', requestId, ...refusal };
  }
}

/** `opensAt`: epoch milliseconds. */
interface Refusal {
  reason: Reason;
  opensAt?: number;
}

/** What the store itself says, before Chatwoot is asked. */
function refusalOf({ isChatOn, openingHours }: ServedStore, now: Date): Refusal | null {
  if (!isChatOn) return { reason: 'chat-off' };
  const opening = openingHours ? openingAt(openingHours, now) : { isOpen: true as const };
  if (opening.isOpen) return null;
  return { reason: 'closed-now', ...(opening.opensAt && { opensAt: opening.opensAt.getTime() }) };
}

/** The page is not going to bind this session: whoever delivers its messages may. */
async function stopWaiting(deps: SessionDeps, session: ChatSession) {
  await deps.database.inStore(session.storeId, (tx) =>
    tx.update(chatSessions).set({ awaitedUntil: null }).where(eq(chatSessions.id, session.id)),
  );
}
