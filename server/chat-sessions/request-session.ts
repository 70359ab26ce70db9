import { and, eq } from 'drizzle-orm';
import type { Reason } from '../../contract/reasons.ts';
import type { ChatSessionAnswer, ChatSessionRequest } from '../../contract/sessions.ts';
import { reasonOf, type Visitor } from '../chatwoot/index.ts';
import type { Tx } from '../db/database.ts';
import type { Customer, TakenProof } from '../identity/index.ts';
import { openingAt } from '../opening-hours/index.ts';
import { offersChat, type ServedStore } from '../stores/index.ts';
import { bindSession } from './bind-session.ts';
import { findOrCreateSession } from './find-or-create-session.ts';
import { giveSession, signInToBound } from './give-session.ts';
import { identityOf } from './identity-of.ts';
import { isGivenTo } from './session-claim.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import type { ChatSession } from './visitor-token.ts';

/** A page waits two seconds for its session; a little more is of use for the reason. */
const timeoutMs = 5000;

/**
 * Answers a press: the visitor's session with Chatwoot, or the reason why there is none.
 * Repeating a `requestId` gives the same session.
 * @param httpRequestId of the request; goes on to Chatwoot and into the logs.
 * @param proof of who asks, if they brought one
 */
export async function requestSession(
  deps: SessionDeps,
  store: ServedStore,
  request: ChatSessionRequest,
  shopper: Visitor,
  httpRequestId: string,
  proof?: TakenProof,
): Promise<ChatSessionAnswer> {
  const { requestId, visitorToken } = request;
  const customer = proof?.state === 'proven' ? proof.customer : undefined;
  const notTheirs = { state: 'unavailable', requestId, reason: 'refused' } as const;
  const session = await deps.database.inStore(store.id, (tx) =>
    openSession(deps, tx, store.id, request, shopper, customer),
  );
  if (!session) return { ...notTheirs, isOver: true };
  // It is a customer's: who asks for it again shows anew that it is theirs.
  if (session.customerId && session.customerId !== customer?.id) return notTheirs;

  const refusal = refusalOf(store, deps.now());
  if (refusal) return unavailable(refusal);
  if (!store.chatwoot) return unavailable({ reason: 'refused' });
  try {
    const clientAs = (visitorToken: string) =>
      deps.widgetClient(store, { shopper, requestId: httpRequestId, visitorToken, timeoutMs });
    const theirs = await signInToBound(deps, session, customer, clientAs);
    if (!theirs) return notTheirs;
    const bound = await bindSession(deps, store, theirs, { requestId: httpRequestId, timeoutMs });
    // A new visitor cannot have one: only a browser that brought a token, or a customer, is worth the question.
    const mayHaveOne = visitorToken !== undefined || bound.identity === 'verified';
    const conversation = mayHaveOne ? await clientAs(bound.visitorToken).conversation() : null;
    const identity = await identityOf(deps, theirs, bound, conversation?.id, httpRequestId);
    return {
      state: 'ready',
      requestId,
      visitorToken: bound.visitorToken,
      ...store.chatwoot,
      hasConversation: conversation !== null,
      ...(proof && { identity: identity === 'verified' ? identity : 'refused' }),
    };
  } catch (error) {
    return unavailable({ reason: reasonOf(error) });
  }

  async function unavailable(refusal: Refusal): Promise<ChatSessionAnswer> {
    await stopWaiting(deps, store.id, requestId);
    return { state: 'unavailable', requestId, ...refusal };
  }
}

/** The session that is asked for, made if there is none; a free one is the customer's. Undefined: not given to this browser. */
async function openSession(
  deps: SessionDeps,
  tx: Tx,
  storeId: string,
  { requestId, page, locale, visitorToken, claimHash, claimSecret }: ChatSessionRequest,
  shopper: Visitor,
  customer: Customer | undefined,
): Promise<ChatSession | undefined> {
  const awaitedUntil = new Date(deps.now().getTime() + deps.awaitSessionMs);
  const claim = { visitorToken, claimHash, claimSecret };
  const facts = { storeId, requestId, ...claim, shopper, page, locale, awaitedUntil };
  const found = await findOrCreateSession(tx, deps.secrets, facts);
  if (found.customerId) return found;
  if (!(await isGivenTo(tx, found, claim, deps.now()))) return undefined;
  const isFree = found.visitorTokenSealed === null;
  return (customer && isFree && (await giveSession(tx, found, customer))) || found;
}

/** `opensAt`: epoch milliseconds. */
interface Refusal {
  reason: Reason;
  opensAt?: number;
}

/** What the store itself says, before Chatwoot is asked. */
function refusalOf(store: ServedStore, now: Date): Refusal | null {
  if (!offersChat(store)) return { reason: 'chat-off' };
  const { openingHours } = store;
  const opening = openingHours ? openingAt(openingHours, now) : { isOpen: true as const };
  if (opening.isOpen) return null;
  return { reason: 'closed-now', ...(opening.opensAt && { opensAt: opening.opensAt.getTime() }) };
}

/** The page is not going to bind this session: whoever delivers its messages may. */
async function stopWaiting(deps: SessionDeps, storeId: string, requestId: string) {
  const isThis = and(eq(chatSessions.storeId, storeId), eq(chatSessions.requestId, requestId));
  await deps.database.inStore(storeId, (tx) => tx.update(chatSessions).set({ awaitedUntil: null }).where(isThis));
}
