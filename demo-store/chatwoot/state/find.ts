import type { Chatwoot } from '../chatwoot.ts';
import { RecordNotFound } from '../http/failures.ts';
import type {
  AccountRow,
  AccountUserRow,
  ApiChannel,
  ContactInboxRow,
  ContactRow,
  ConversationRow,
  InboxRow,
  UserRow,
  WebWidgetChannel,
} from './rows.ts';

type WithId = { id: number };

/** @throws RecordNotFound */
export function findById<Row extends WithId>(rows: Row[], id: number | undefined | null): Row {
  return found(rows.find((row) => row.id === id));
}

export function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new RecordNotFound();
  return row;
}

/** A row of this account; another account's is as unknown as none. @throws RecordNotFound */
export function findInAccount<Row extends WithId & { account_id: number }>(
  rows: Row[],
  accountId: number,
  id: number | undefined | null,
): Row {
  return found(rows.find((row) => row.id === id && row.account_id === accountId));
}

/** By the number that the APIs show. @throws RecordNotFound */
export function findConversation(chatwoot: Chatwoot, accountId: number, displayId: number | undefined) {
  const { conversations } = chatwoot.state;
  return found(conversations.find((row) => row.account_id === accountId && row.display_id === displayId));
}

export function accountOf(chatwoot: Chatwoot, row: { account_id: number }): AccountRow {
  return findById(chatwoot.state.accounts, row.account_id);
}

export function inboxOf(chatwoot: Chatwoot, row: { inbox_id: number }): InboxRow {
  return findById(chatwoot.state.inboxes, row.inbox_id);
}

export function contactOf(chatwoot: Chatwoot, row: { contact_id: number }): ContactRow {
  return findById(chatwoot.state.contacts, row.contact_id);
}

export function sessionOf(chatwoot: Chatwoot, conversation: ConversationRow): ContactInboxRow {
  return findById(chatwoot.state.contactInboxes, conversation.contact_inbox_id);
}

export function conversationOf(chatwoot: Chatwoot, row: { conversation_id: number }): ConversationRow {
  return findById(chatwoot.state.conversations, row.conversation_id);
}

export function messagesOf(chatwoot: Chatwoot, conversation: ConversationRow) {
  return chatwoot.state.messages.filter((message) => message.conversation_id === conversation.id);
}

export function sessionsOf(chatwoot: Chatwoot, contact: ContactRow): ContactInboxRow[] {
  return chatwoot.state.contactInboxes.filter((session) => session.contact_id === contact.id);
}

export function membershipOf(chatwoot: Chatwoot, account: WithId, user: WithId): AccountUserRow | undefined {
  return chatwoot.state.accountUsers.find((row) => row.account_id === account.id && row.user_id === user.id);
}

export function membersOfAccount(chatwoot: Chatwoot, accountId: number): UserRow[] {
  const ids = chatwoot.state.accountUsers.filter((row) => row.account_id === accountId).map((row) => row.user_id);
  return chatwoot.state.users.filter((user) => ids.includes(user.id));
}

export type WebWidgetInbox = InboxRow & { channel: WebWidgetChannel };
export type ApiInbox = InboxRow & { channel: ApiChannel };

export function isWebWidget(inbox: InboxRow): inbox is WebWidgetInbox {
  return inbox.channel.type === 'Channel::WebWidget';
}

export function isApiInbox(inbox: InboxRow): inbox is ApiInbox {
  return inbox.channel.type === 'Channel::Api';
}
