import type { Chatwoot } from '../chatwoot.ts';
import { isRecord } from '../http/params.ts';
import type { Attributes, ContactRow } from '../state/rows.ts';
import { removeWhere } from '../state/state.ts';
import { saveContact } from './contacts.ts';

/**
 * Rule 17: everything of `mergee` moves to `base`, which wins where both have something; the mergee's row is destroyed.
 * No webhook reports it (T20).
 */
export function mergeContacts(chatwoot: Chatwoot, base: ContactRow, mergee: ContactRow): ContactRow {
  if (base === mergee) return base;
  const { state } = chatwoot;
  for (const row of [...state.conversations, ...state.contactInboxes, ...state.notes]) {
    if (row.contact_id === mergee.id) row.contact_id = base.id;
  }
  for (const message of state.messages) {
    if (message.sender_type === 'Contact' && message.sender_id === mergee.id) message.sender_id = base.id;
  }
  removeWhere(state.contacts, (contact) => contact === mergee);
  saveContact(chatwoot, base, {
    name: base.name || mergee.name,
    email: base.email || mergee.email,
    phone_number: base.phone_number || mergee.phone_number,
    identifier: base.identifier || mergee.identifier,
    custom_attributes: deepMerge(mergee.custom_attributes, base.custom_attributes),
    additional_attributes: deepMerge(mergee.additional_attributes, base.additional_attributes),
  });
  return base;
}

/** `winner` over `base`, objects inside objects too; nothing is ever removed. */
export function deepMerge(base: Attributes, winner: Attributes): Attributes {
  const merged = { ...base };
  for (const [key, value] of Object.entries(winner)) {
    const below = merged[key];
    merged[key] = isRecord(below) && isRecord(value) ? deepMerge(below, value) : value;
  }
  return merged;
}
