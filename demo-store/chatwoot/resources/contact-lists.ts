import type { Chatwoot } from '../chatwoot.ts';
import { filledText, type Params, text } from '../http/params.ts';
import type { AccountRow, ContactRow } from '../state/rows.ts';
import { type FilterKind, filterRows } from './filter.ts';

export const contactsPerPage = 15;

/** Rule 35: a substring of name, e-mail or phone number in any case, or of the identifier in its own. */
export function searchContacts(chatwoot: Chatwoot, account: AccountRow, query: string): ContactRow[] {
  const lowered = query.toLowerCase();
  return ofAccount(chatwoot, account).filter(
    (contact) =>
      [contact.name, contact.email, contact.phone_number].some((value) => value?.toLowerCase().includes(lowered)) ||
      contact.identifier?.includes(query),
  );
}

/** Rule 35: lists and filters hide who has neither e-mail nor phone number nor identifier. */
export function knownContacts(chatwoot: Chatwoot, account: AccountRow): ContactRow[] {
  return ofAccount(chatwoot, account).filter((contact) => contact.email || contact.phone_number || contact.identifier);
}

export function filterContacts(chatwoot: Chatwoot, account: AccountRow, payload: unknown): ContactRow[] {
  return filterRows(knownContacts(chatwoot, account), payload, contactFilter, { chatwoot, account });
}

/** `sort=name`, `-created_at` and so on; names otherwise. */
export function sortContacts(contacts: ContactRow[], sort: unknown): ContactRow[] {
  const wish = filledText(sort) ?? 'name';
  const column = sortColumns.find((known) => known === wish.replace(/^-/, '')) ?? 'name';
  const direction = wish.startsWith('-') ? -1 : 1;
  const by = (contact: ContactRow) => contact[column] ?? '';
  return contacts.toSorted((a, b) => direction * (by(a).localeCompare(by(b)) || a.id - b.id));
}

const sortColumns = ['name', 'email', 'phone_number', 'last_activity_at', 'created_at'] as const;

const contactFilter: FilterKind<ContactRow> = {
  standard: {
    name: (contact) => contact.name,
    phone_number: (contact) => contact.phone_number,
    email: (contact) => contact.email,
    identifier: (contact) => contact.identifier,
    country_code: (contact) => contact.additional_attributes.country_code,
    city: (contact) => contact.additional_attributes.city,
    company_name: (contact) => contact.additional_attributes.company_name,
    labels: (contact) => contact.labels,
    created_at: (contact) => contact.created_at,
    last_activity_at: (contact) => contact.last_activity_at,
    blocked: (contact) => contact.blocked,
  },
  customAttributes: (contact) => contact.custom_attributes,
  attributeModel: 'contact_attribute',
};

export function pageNumber(params: Params): number {
  return Math.max(1, Number(text(params.page) ?? 1) || 1);
}

/** Seen live: a page that was asked for comes back as the string it was. */
export function currentPage(params: Params): number | string {
  return text(params.page) ?? 1;
}

export function pageOf<Row>(rows: Row[], page: number, perPage: number): Row[] {
  return rows.slice((page - 1) * perPage, page * perPage);
}

function ofAccount({ state }: Chatwoot, account: AccountRow): ContactRow[] {
  return state.contacts.filter((contact) => contact.account_id === account.id);
}
