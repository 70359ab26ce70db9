import type { Chatwoot } from '../chatwoot.ts';
import { filledText, type Params, record } from '../http/params.ts';
import type { ContactRow } from '../state/rows.ts';
import { isEmail, isPhoneNumber } from './addresses.ts';
import { type Identity, ownerOf, saveContact } from './contacts.ts';
import { deepMerge, mergeContacts } from './merge-contacts.ts';

type IdentifyOptions = {
  /** Somebody whose address is already known keeps the name they have. */
  keepsKnownName?: boolean;
};

/**
 * Rule 16: who a visitor says to be. A contact with the same identifier, then e-mail, then phone number takes the current
 * one over, unless it holds another identifier: then that field of the claim is dropped without a word.
 *
 * Nothing here asks for proof. `set_user` checks the hash before it calls this; the other three routes that call it do
 * not (rule 65, T36). Returns the contact that the session belongs to now.
 */
export function identifyContact(
  chatwoot: Chatwoot,
  current: ContactRow,
  claim: Params,
  options: IdentifyOptions = {},
): ContactRow {
  const accepted = validClaim(claim);
  const dropped = new Set<string>();
  let contact = current;
  for (const identity of ['identifier', 'email', 'phone_number'] as const) {
    const value = accepted[identity];
    const known = value === undefined ? undefined : ownerOf(chatwoot, contact, identity, value);
    if (known === undefined) continue;
    if (isOtherPerson(known, claim.identifier)) {
      dropped.add(identity);
      continue;
    }
    contact = mergeContacts(chatwoot, known, contact);
    if (options.keepsKnownName) dropped.add('name');
  }
  const columns = Object.entries(accepted).filter(([column]) => !dropped.has(column));
  saveContact(chatwoot, contact, {
    ...Object.fromEntries(columns),
    custom_attributes: deepMerge(contact.custom_attributes, record(claim.custom_attributes) ?? {}),
    additional_attributes: deepMerge(contact.additional_attributes, record(claim.additional_attributes) ?? {}),
  });
  return contact;
}

/** Rule 15: compared with its type, so the number 42 is not the stored "42" (T3). */
function isOtherPerson(contact: ContactRow, identifier: unknown): boolean {
  if (!contact.identifier) return false;
  return filledText(identifier) !== undefined && contact.identifier !== identifier;
}

/** What says something; a malformed address is ignored in silence. */
function validClaim(claim: Params): Partial<Record<Identity | 'name', string>> {
  const email = filledText(claim.email)?.toLowerCase();
  const phone = filledText(claim.phone_number);
  const name = filledText(claim.name);
  const identifier = filledText(claim.identifier);
  return {
    ...(name === undefined ? {} : { name }),
    ...(identifier === undefined ? {} : { identifier }),
    ...(email === undefined || !isEmail(email) ? {} : { email }),
    ...(phone === undefined || !isPhoneNumber(phone) ? {} : { phone_number: phone }),
  };
}
