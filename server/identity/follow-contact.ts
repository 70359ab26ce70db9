import { type AccountClient, isChatwootError } from '../chatwoot/index.ts';
import type { Database } from '../db/database.ts';
import { type Customer, linkContact } from './customers.ts';

/**
 * The customer's contact as Chatwoot has it now: ids of contacts die without notice when an agent merges or deletes
 * them, the identifier lives on in the contact that is left. Our link follows it.
 * @returns null when there is none any more: the next `set_user` makes it
 * @throws ChatwootError when Chatwoot cannot be asked
 */
export async function followContact(
  { database }: { database: Database },
  client: AccountClient,
  customer: Customer,
): Promise<{ id: number; name: string | null } | null> {
  const { contactId, identifier } = customer;
  const known = contactId === null ? null : await showContact(client, contactId);
  const contact = known?.identifier === identifier ? known : await findContact(client, identifier);
  const now = contact?.id ?? null;
  if (now !== contactId) await database.inStore(customer.storeId, (tx) => linkContact(tx, customer, now));
  return contact;
}

async function showContact(client: AccountClient, id: number) {
  try {
    return await client.contacts.show(id);
  } catch (error) {
    if (isChatwootError(error, 'not-found')) return null;
    throw error;
  }
}

async function findContact(client: AccountClient, identifier: string) {
  const { contacts } = await client.contacts.search(identifier);
  return contacts.find((contact) => contact.identifier === identifier) ?? null;
}
