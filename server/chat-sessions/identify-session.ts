import { eq } from 'drizzle-orm';
import { ChatwootError, type WidgetClient } from '../chatwoot/index.ts';
import { type Customer, identifierHash, linkContact } from '../identity/index.ts';
import { hmacTokenOf, type ServedStore } from '../stores/index.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import { type ChatSession, visitorKey, visitorTokens } from './visitor-token.ts';

/**
 * Lets Chatwoot know whose session this is. Verified means: this call of ours was answered with 200.
 * @param client speaks as the visitor of `token`
 * @returns the session's token from now on: Chatwoot opens another one when this contact was somebody else before
 * @throws ChatwootError `unauthorized` when Chatwoot does not accept our hash; whatever keeps it away
 */
export async function identifySession(
  deps: SessionDeps,
  store: ServedStore,
  session: ChatSession,
  customer: Customer,
  client: WidgetClient,
  token: string,
): Promise<string> {
  const { identifier } = customer;
  const hmacToken = await hmacTokenOf(deps.database, deps.secrets, store.id);
  if (!hmacToken)
    throw new ChatwootError({ kind: 'unauthorized', call: 'no call', detail: 'the inbox has no HMAC token' });
  const answer = await client.setUser({ identifier, identifierHash: identifierHash(hmacToken, identifier) });
  const now = answer.visitorToken ?? token;
  await deps.database.inStore(store.id, async (tx) => {
    const changes = {
      visitorTokenSealed: visitorTokens(deps.secrets).sealBound(now, store.id),
      visitorKey: visitorKey(now),
      contactId: answer.contactId,
      identifiedAt: deps.now(),
    };
    await tx.update(chatSessions).set(changes).where(eq(chatSessions.id, session.id));
    await linkContact(tx, customer, answer.contactId);
  });
  return now;
}
