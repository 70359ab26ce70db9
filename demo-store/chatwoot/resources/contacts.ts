import { contactEvent } from '../cable/events.ts';
import type { Chatwoot } from '../chatwoot.ts';
import { crash, invalid, refusedWithMessage } from '../http/failures.ts';
import { bool, type Params, record, text } from '../http/params.ts';
import type { AccountRow, ContactRow } from '../state/rows.ts';
import { nextId, removeWhere } from '../state/state.ts';
import { now } from '../state/times.ts';
import { isContactOnline } from '../views/contact-views.ts';
import { isEmail, isPhoneNumber } from './addresses.ts';

/** Columns that identify a person: each unique within the account (rule 33). */
export const identities = ['email', 'phone_number', 'identifier'] as const;
export type Identity = (typeof identities)[number];

export function createContact(chatwoot: Chatwoot, account: AccountRow, params: Params): ContactRow {
  const { state } = chatwoot;
  const draft: ContactRow = {
    id: 0,
    account_id: account.id,
    name: '',
    email: null,
    phone_number: null,
    identifier: null,
    blocked: false,
    additional_attributes: {},
    custom_attributes: {},
    labels: [],
    last_activity_at: null,
    created_at: now(),
    updated_at: now(),
  };
  const contact = { ...draft, ...changedColumns(draft, params) };
  checkContact(chatwoot, contact);
  contact.id = nextId(state, 'contacts');
  state.contacts.push(contact);
  contactEvent(chatwoot, 'contact.created', contact);
  return contact;
}

/** Rule 34: both hashes are merged one level deep; a key goes away only through `destroyAttributes`. */
export function updateContact(chatwoot: Chatwoot, contact: ContactRow, params: Params): void {
  const changed = { ...contact, ...changedColumns(contact, params) };
  checkContact(chatwoot, changed);
  saveContact(chatwoot, contact, changed);
}

export function saveContact(chatwoot: Chatwoot, contact: ContactRow, changes: Partial<ContactRow>): void {
  Object.assign(contact, changes, { updated_at: now() });
  contactEvent(chatwoot, 'contact.updated', contact);
}

export function destroyAttributes(chatwoot: Chatwoot, contact: ContactRow, keys: string[]): void {
  const kept = Object.entries(contact.custom_attributes).filter(([key]) => !keys.includes(key));
  saveContact(chatwoot, contact, { custom_attributes: Object.fromEntries(kept) });
}

/** Gone at once, with everything of theirs; somebody who is online now stays. */
export function deleteContact(chatwoot: Chatwoot, contact: ContactRow): void {
  if (isContactOnline(chatwoot, contact)) {
    const name = contact.name.charAt(0).toUpperCase() + contact.name.slice(1);
    throw refusedWithMessage(422, `${name} is Online, please try again later`);
  }
  const { state } = chatwoot;
  const gone = state.conversations.filter((row) => row.contact_id === contact.id).map((row) => row.id);
  removeWhere(state.messages, (row) => gone.includes(row.conversation_id));
  removeWhere(state.conversations, (row) => row.contact_id === contact.id);
  removeWhere(state.contactInboxes, (row) => row.contact_id === contact.id);
  removeWhere(state.notes, (row) => row.contact_id === contact.id);
  removeWhere(state.contacts, (row) => row.id === contact.id);
}

/** The other contact of the account that has this e-mail address (lower case, as they are kept), phone or identifier. */
export function ownerOf({ state }: Chatwoot, contact: ContactRow, identity: Identity, value: string) {
  return state.contacts.find(
    (row) => row.account_id === contact.account_id && row.id !== contact.id && row[identity] === value,
  );
}

function changedColumns(contact: ContactRow, params: Params) {
  return {
    name: 'name' in params ? (text(params.name) ?? '') : contact.name,
    email: 'email' in params ? text(params.email)?.trim().toLowerCase() || null : contact.email,
    phone_number: 'phone_number' in params ? text(params.phone_number) || null : contact.phone_number,
    // T51: a blank identifier is stored as it is, not as null.
    identifier: 'identifier' in params ? (text(params.identifier) ?? null) : contact.identifier,
    blocked: bool(params.blocked) ?? contact.blocked,
    additional_attributes: { ...contact.additional_attributes, ...record(params.additional_attributes) },
    custom_attributes: { ...contact.custom_attributes, ...record(params.custom_attributes) },
  };
}

const names = { email: 'Email', phone_number: 'Phone number', identifier: 'Identifier' };

function checkContact(chatwoot: Chatwoot, contact: ContactRow): void {
  const problems: { attribute: string; message: string }[] = [];
  for (const identity of identities) {
    const value = contact[identity];
    if (value === null) continue;
    const isTaken = ownerOf(chatwoot, contact, identity, value) !== undefined;
    // Rule 71: validation lets a second blank identifier through, the database does not.
    if (isTaken && value === '') throw crash('a second blank identifier');
    if (isTaken) problems.push({ attribute: identity, message: `${names[identity]} has already been taken` });
  }
  problems.push(...wrongShapes(contact));
  if (problems.length > 0) throw invalid(...problems);
}

function wrongShapes(contact: ContactRow) {
  const problems = [];
  if (contact.email !== null && !isEmail(contact.email)) {
    problems.push({ attribute: 'email', message: 'Email Invalid email' });
  }
  if (contact.phone_number !== null && !isPhoneNumber(contact.phone_number)) {
    problems.push({ attribute: 'phone_number', message: 'Phone number should be in e164 format' });
  }
  return problems;
}
