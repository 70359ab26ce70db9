import { type AccountClient, isChatwootError } from '../chatwoot/index.ts';
import type { Traces } from './find-traces.ts';

/** What became of a contact at Chatwoot; `failure` says why it is still there. */
export interface ContactErasure {
  contactId: number;
  outcome: 'deleted' | 'gone' | 'still-there';
  failure?: string;
}

/**
 * Deletes a person's contacts at Chatwoot, and with each its conversations: those that we know of, and whichever has
 * this address or identifier now.
 * @throws ChatwootError when Chatwoot cannot be asked
 */
export async function deleteContacts(
  client: AccountClient,
  { contactIds, customer }: Pick<Traces, 'contactIds' | 'customer'>,
  email: string | undefined,
): Promise<ContactErasure[]> {
  const byAddress = email ? await contactsWith(client, email, (contact) => contact.email) : [];
  const byIdentifier = customer ? await contactsWith(client, customer.identifier, (contact) => contact.identifier) : [];
  const erasures: ContactErasure[] = [];
  for (const contactId of new Set([...contactIds, ...byAddress, ...byIdentifier])) {
    erasures.push(await deleteContact(client, contactId));
  }
  return erasures;
}

type Contact = Awaited<ReturnType<AccountClient['contacts']['show']>>;

/** A search finds parts of words, too. */
async function contactsWith(client: AccountClient, value: string, of: (contact: Contact) => string | null) {
  const { contacts } = await client.contacts.search(value);
  return contacts.filter((contact) => of(contact)?.toLowerCase() === value.toLowerCase()).map(({ id }) => id);
}

async function deleteContact(client: AccountClient, contactId: number): Promise<ContactErasure> {
  try {
    await client.contacts.delete(contactId);
    return { contactId, outcome: 'deleted' };
  } catch (error) {
    if (isChatwootError(error, 'not-found')) return { contactId, outcome: 'gone' };
    if (!isChatwootError(error)) throw error;
    // Chatwoot deletes nobody who is on a page with chat.
    const isOnline = error.kind === 'invalid';
    const failure = isOnline ? 'Chatwoot deletes nobody who is online: try again when they have left' : error.message;
    return { contactId, outcome: 'still-there', failure };
  }
}
