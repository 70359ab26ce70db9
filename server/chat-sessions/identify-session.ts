import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { ChatwootError, type WidgetClient } from '../chatwoot/index.ts';
import { type Customer, identifierHash, linkContact } from '../identity/index.ts';
import { hmacTokenOf, type ServedStore } from '../stores/index.ts';
import { dropGuestAddress } from './drop-guest-address.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import { type ChatSession, visitorKey, visitorTokens } from './visitor-token.ts';

export interface IdentifiedVisitor {
  /** Speaks as the visitor of `token`. */
  client: WidgetClient;
  token: string;
  requestId: string;
}

/**
 * Lets Chatwoot know whose session this is. Verified means: this call of ours was answered with 200.
 * @returns the session's token from now on: Chatwoot opens another one when this contact was somebody else before
 * @throws ChatwootError `unauthorized` when Chatwoot does not accept our hash; whatever keeps it away
 */
export async function identifySession(
  deps: SessionDeps,
  store: ServedStore,
  session: ChatSession,
  customer: Customer,
  { client, token, requestId }: IdentifiedVisitor,
): Promise<string> {
  const { identifier } = customer;
  const hmacToken = await hmacTokenOf(deps.database, deps.secrets, store.id);
  if (!hmacToken)
    throw new ChatwootError({ kind: 'unauthorized', call: 'no call', detail: 'the inbox has no HMAC token' });
  await dropGuestAddress(deps, store.id, client, token, requestId);
  const answer = await client.setUser({ identifier, identifierHash: identifierHash(hmacToken, identifier) });
  const now = answer.visitorToken ?? token;
  await deps.database.inStore(store.id, async (tx) => {
    const key = visitorKey(now);
    const identified = { contactId: answer.contactId, identifiedAt: deps.now() };
    const bound = { visitorTokenSealed: visitorTokens(deps.secrets).sealBound(now, store.id), visitorKey: key };
    await tx
      .update(chatSessions)
      .set({ ...identified, ...bound })
      .where(eq(chatSessions.id, session.id));
    // Earlier pages hold this visitor's token, too: from now on it is a customer's, and none gets it without a proof.
    if (key) {
      const isOfVisitor = and(eq(chatSessions.storeId, store.id), eq(chatSessions.visitorKey, key));
      const isNobodys = and(isNotNull(chatSessions.visitorTokenSealed), isNull(chatSessions.customerId));
      await tx
        .update(chatSessions)
        .set({ ...identified, customerId: customer.id })
        .where(and(isOfVisitor, isNobodys));
    }
    await linkContact(tx, customer, answer.contactId);
  });
  return now;
}
