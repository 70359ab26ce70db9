import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { type AccountClient, isChatwootError } from '../chatwoot/index.ts';
import { first, type Tx } from '../db/database.ts';
import { type Customer, findCustomer, followContact } from '../identity/index.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import type { ChatSession } from './visitor-token.ts';

/** `unknown`: there is nothing to see, such as a conversation that an agent has deleted. */
export type IdentityCheck = 'confirmed' | 'refuted' | 'unknown';

/**
 * Looks at what agents see: is the conversation of an identified session verified, and this customer's? An answer of 200
 * to our `set_user` says neither, where something between us and Chatwoot drops our hash, or where a visitor has walked
 * over to another contact. What is seen is kept with the session, counted, and a contradiction is logged.
 * @throws ChatwootError when Chatwoot cannot be asked
 */
export async function checkIdentity(
  deps: SessionDeps,
  session: ChatSession,
  conversationId: number,
  requestId: string,
): Promise<IdentityCheck> {
  const { storeId, customerId } = session;
  const customer = customerId && (await deps.database.inStore(storeId, (tx) => findCustomer(tx, storeId, customerId)));
  const client = await deps.accountClient(storeId, requestId);
  if (!customer || !client) return 'unknown';
  const answer = await look(deps, client, customer, conversationId);
  if (answer === 'unknown') return answer;
  await keepAnswer(deps, session, answer);
  deps.metrics.identityChecks.inc({ answer });
  if (answer === 'refuted') {
    deps.logger.warn(
      { storeId, sessionId: session.id, conversationId },
      'Chatwoot does not show this customer as verified',
    );
  }
  return answer;
}

async function look(
  deps: SessionDeps,
  client: AccountClient,
  customer: Customer,
  conversationId: number,
): Promise<IdentityCheck> {
  const conversation = await showConversation(client, conversationId);
  if (!conversation) return 'unknown';
  if (!conversation.isVerified) return 'refuted';
  if (conversation.contactId === customer.contactId) return 'confirmed';
  // Merged into another contact, of which we have not heard yet; or somebody else's.
  const contact = await followContact(deps, client, customer);
  return contact && contact.id === conversation.contactId ? 'confirmed' : 'refuted';
}

async function showConversation(client: AccountClient, id: number) {
  try {
    return await client.conversations.show(id);
  } catch (error) {
    if (isChatwootError(error, 'not-found')) return null;
    throw error;
  }
}

async function keepAnswer({ database, now }: SessionDeps, { id, storeId }: ChatSession, answer: IdentityCheck) {
  const seen =
    answer === 'confirmed' ? { confirmedAt: now(), refutedAt: null } : { identifiedAt: null, refutedAt: now() };
  await database.inStore(storeId, (tx) => tx.update(chatSessions).set(seen).where(eq(chatSessions.id, id)));
}

/** The session, if it is identified and nobody has looked yet at what came of it. */
export async function findUnchecked(tx: Tx, sessionId: string): Promise<ChatSession | undefined> {
  const isUnchecked = and(isNotNull(chatSessions.identifiedAt), isNull(chatSessions.confirmedAt));
  const isThis = eq(chatSessions.id, sessionId);
  return first(await tx.select().from(chatSessions).where(and(isThis, isUnchecked)));
}
