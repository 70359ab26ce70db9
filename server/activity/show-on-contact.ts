import type { AccountClient } from '../chatwoot/index.ts';
import type { Database } from '../db/database.ts';
import { type Customer, followContact } from '../identity/index.ts';
import { type Attributes, contactKeys } from './describe-activity.ts';
import { unlessGone } from './find-conversation.ts';

/**
 * Makes our keys on a known customer's contact what is wanted there, and nobody else's: a contact that does not have
 * this customer's identifier is another's.
 * @throws ChatwootError when Chatwoot cannot be asked
 */
export async function showOnContact(
  deps: { database: Database },
  client: AccountClient,
  customer: Customer,
  wanted: Attributes,
): Promise<void> {
  const contact = await contactOf(deps, client, customer);
  if (!contact) return;
  const differing = contactKeys.filter((key) => contact.customAttributes[key] !== wanted[key]);
  const changed = differing.flatMap((key) => (wanted[key] === undefined ? [] : [[key, wanted[key]] as const]));
  const surplus = differing.filter((key) => wanted[key] === undefined);
  if (changed.length > 0) await client.contacts.update(contact.id, { customAttributes: Object.fromEntries(changed) });
  if (surplus.length > 0) await client.contacts.deleteCustomAttributes(contact.id, surplus);
}

async function contactOf(deps: { database: Database }, client: AccountClient, customer: Customer) {
  const { contactId, identifier } = customer;
  // Who has never chatted has none yet, and Chatwoot lets nobody search for long.
  if (contactId === null) return null;
  const known = await unlessGone(client.contacts.show(contactId));
  if (known?.identifier === identifier) return known;
  const link = await followContact(deps, client, customer);
  return link && unlessGone(client.contacts.show(link.id));
}
