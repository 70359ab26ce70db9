import { type AccountClient, type Conversation, isChatwootError } from '../chatwoot/index.ts';
import type { Database } from '../db/database.ts';
import { followContact } from '../identity/index.ts';
import type { KnownVisitor } from './read-visitor.ts';

type Place = Pick<KnownVisitor, 'contactId' | 'customer' | 'conversationId'>;

/**
 * The visitor's conversation that agents have before them: the newest in one of the store's own inboxes that is not
 * resolved. Contacts die without notice when agents merge them: a customer's is followed, and of a guest's we know
 * the conversation in which they wrote.
 * @returns null when there is none
 * @throws ChatwootError when Chatwoot cannot be asked
 */
export async function findConversation(
  deps: { database: Database },
  client: AccountClient,
  visitor: Place,
  inboxIds: readonly number[],
): Promise<Conversation | null> {
  const isBefore = ({ inboxId, status }: Conversation) => inboxIds.includes(inboxId) && status !== 'resolved';
  const ofContact = (await conversationsOf(deps, client, visitor)).filter(isBefore);
  const newest = ofContact.sort((a, b) => b.lastActivityAt - a.lastActivityAt || b.id - a.id)[0];
  if (newest || visitor.conversationId === null) return newest ?? null;
  const known = await unlessGone(client.conversations.show(visitor.conversationId));
  return known && isBefore(known) ? known : null;
}

async function conversationsOf(
  deps: { database: Database },
  client: AccountClient,
  { contactId, customer }: Place,
): Promise<Conversation[]> {
  if (contactId === null) return [];
  const known = await unlessGone(client.contacts.conversations(contactId));
  if (known || !customer) return known ?? [];
  const contact = await followContact(deps, client, customer);
  return (contact && (await unlessGone(client.contacts.conversations(contact.id)))) ?? [];
}

/** What is asked for, or null where Chatwoot has no such thing any more. */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isChatwootError(error, 'not-found')) return null;
    throw error;
  }
}
