import type { Chatwoot } from '../chatwoot.ts';
import { inboxOf, sessionsOf } from '../state/find.ts';
import type { ContactInboxRow, ContactRow } from '../state/rows.ts';
import { epoch } from '../state/times.ts';
import { inboxSummary } from './inbox-views.ts';

export function isContactOnline(chatwoot: Chatwoot, contact: ContactRow): boolean {
  return sessionsOf(chatwoot, contact).some((session) => chatwoot.cable.isConnected(session.pubsub_token));
}

/** The contact JSON of the Application API. `last_activity_at` is there only once something happened. */
export function contactView(chatwoot: Chatwoot, contact: ContactRow) {
  return {
    additional_attributes: contact.additional_attributes,
    availability_status: isContactOnline(chatwoot, contact) ? 'online' : 'offline',
    email: contact.email,
    id: contact.id,
    name: contact.name,
    phone_number: contact.phone_number,
    blocked: contact.blocked,
    identifier: contact.identifier,
    thumbnail: '',
    custom_attributes: contact.custom_attributes,
    ...(contact.last_activity_at === null ? {} : { last_activity_at: epoch(contact.last_activity_at) }),
    created_at: epoch(contact.created_at),
  };
}

export function contactWithSessions(chatwoot: Chatwoot, contact: ContactRow) {
  return {
    ...contactView(chatwoot, contact),
    contact_inboxes: sessionsOf(chatwoot, contact).map((session) => sessionView(chatwoot, session)),
  };
}

export function sessionView(chatwoot: Chatwoot, session: ContactInboxRow) {
  return { source_id: session.source_id, inbox: inboxSummary(inboxOf(chatwoot, session)) };
}

/** A contact as sender of a message: visitors and every script of the shop's page can read it (T14). */
export function contactPushView(contact: ContactRow) {
  return {
    additional_attributes: contact.additional_attributes,
    custom_attributes: contact.custom_attributes,
    email: contact.email,
    id: contact.id,
    identifier: contact.identifier,
    name: contact.name,
    phone_number: contact.phone_number,
    thumbnail: '',
    blocked: contact.blocked,
    type: 'contact',
  };
}

/** The whole database row, which some widget and public routes give away. */
export function contactRowView(contact: ContactRow) {
  const { labels, ...columns } = contact;
  return {
    ...columns,
    contact_type: contact.email || contact.phone_number || contact.identifier ? 'lead' : 'visitor',
    middle_name: '',
    last_name: '',
    location: null,
    country_code: null,
    company_id: null,
    label_list: labels,
  };
}

/** What the widget may know about its own contact. */
export function widgetContactView(contact: ContactRow) {
  return {
    id: contact.id,
    has_email: Boolean(contact.email),
    has_name: Boolean(contact.name),
    has_phone_number: Boolean(contact.phone_number),
  };
}

export function publicContactView(contact: ContactRow, session: ContactInboxRow) {
  return {
    source_id: session.source_id,
    pubsub_token: session.pubsub_token,
    id: contact.id,
    name: contact.name,
    email: contact.email,
    phone_number: contact.phone_number,
  };
}
