import type { Chatwoot } from '../chatwoot.ts';
import { RecordNotFound, refused } from '../http/failures.ts';
import { addSession, findSession } from '../resources/contact-inboxes.ts';
import { createContact } from '../resources/contacts.ts';
import { conversationsOfSession } from '../resources/conversations.ts';
import { visitorName } from '../resources/visitor-names.ts';
import { accountOf, contactOf, isWebWidget, type WebWidgetInbox } from '../state/find.ts';
import type { ContactInboxRow, ContactRow, ConversationRow } from '../state/rows.ts';
import { readSession, signSession } from './session-token.ts';

export type Visitor = { session: ContactInboxRow; contact: ContactRow };

export function websiteInbox(chatwoot: Chatwoot, websiteToken: unknown): WebWidgetInbox | undefined {
  return chatwoot.state.inboxes.filter(isWebWidget).find((inbox) => inbox.channel.website_token === websiteToken);
}

/** Rule 1: a suspended account has no widget. */
export function checkActive(chatwoot: Chatwoot, inbox: WebWidgetInbox): void {
  if (accountOf(chatwoot, inbox).status === 'suspended') throw refused(401, 'Account is suspended');
}

/** Whom a token stands for in this inbox; a token of another inbox stands for nobody (rule 4). */
export function visitorOf(chatwoot: Chatwoot, inbox: WebWidgetInbox, token: string | undefined): Visitor | undefined {
  const claims = readSession(token, chatwoot.state.secretKeyBase);
  const session = claims && findSession(chatwoot, inbox, claims.source_id);
  return session && { session, contact: contactOf(chatwoot, session) };
}

/** Rule 2: a person nobody knows yet, with a made-up name and a session of their own. */
export function newVisitor(chatwoot: Chatwoot, inbox: WebWidgetInbox): Visitor {
  const contact = createContact(chatwoot, accountOf(chatwoot, inbox), { name: visitorName() });
  return { contact, session: addSession(chatwoot, contact, inbox) };
}

export function tokenOf(chatwoot: Chatwoot, { session }: Visitor): string {
  const { source_id, inbox_id } = session;
  return signSession({ source_id, inbox_id }, chatwoot.state.secretKeyBase);
}

/** A session sees its own conversations; a verified one those of all verified sessions of its contact in this inbox. */
export function conversationsOf(chatwoot: Chatwoot, { session, contact }: Visitor): ConversationRow[] {
  if (!session.hmac_verified) return conversationsOfSession(chatwoot, session);
  const shared = chatwoot.state.contactInboxes
    .filter((row) => row.contact_id === contact.id && row.inbox_id === session.inbox_id && row.hmac_verified)
    .map((row) => row.id);
  return chatwoot.state.conversations.filter((row) => shared.includes(row.contact_inbox_id));
}

export function latestConversation(chatwoot: Chatwoot, visitor: Visitor): ConversationRow | undefined {
  return conversationsOf(chatwoot, visitor).at(-1);
}

/** @throws RecordNotFound */
export function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new RecordNotFound();
  return value;
}
