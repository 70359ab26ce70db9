/**
 * Which webhook hears what. Account webhooks hear what they subscribed to, whichever inbox it is of; the webhook of an
 * API inbox hears everything of that inbox's conversations.
 */
import type { Chatwoot } from '../chatwoot.ts';
import { contactOf, inboxOf } from '../state/find.ts';
import type { ContactRow, ConversationRow, MessageRow, UserRow } from '../state/rows.ts';
import { changesSince } from './changes-since.ts';
import type { Target } from './deliver.ts';
import { contactPayload, conversationPayload, messagePayload, userPayload } from './payloads.ts';

/** Rule 52: private notes and templates count, activities do not. `onFailure` of an API inbox's webhook alone. */
export function reportMessage(
  chatwoot: Chatwoot,
  event: 'message_created' | 'message_updated',
  message: MessageRow,
  onFailure: (why: string) => void,
): void {
  if (message.message_type === 'activity') return;
  const payload = () => messagePayload(chatwoot, message);
  toAccount(chatwoot, message.account_id, event, payload);
  toInbox(chatwoot, message, event, payload, onFailure);
}

export function reportConversation(
  chatwoot: Chatwoot,
  event: 'conversation_created' | 'conversation_updated' | 'conversation_status_changed',
  conversation: ConversationRow,
): void {
  const isUpdate = event === 'conversation_updated';
  // A status change says none (rule 50), and leaves them for the update that follows.
  const changes = event === 'conversation_status_changed' ? null : changesOf(conversation);
  // Rule 51: there is no update without one of these.
  if (isUpdate && changes?.length === 0) return;
  const changed = event === 'conversation_created' ? {} : { changed_attributes: changes };
  const payload = () => conversationPayload(chatwoot, conversation);
  toAccount(chatwoot, conversation.account_id, event, payload, changed);
  toInbox(chatwoot, conversation, event, () => ({ ...payload(), ...changed }));
}

function changesOf(row: ConversationRow) {
  const { team_id, assignee_id, status, snoozed_until, custom_attributes, labels: label_list, priority } = row;
  const { waiting_since, first_reply_created_at, updated_at } = row;
  const own = { team_id, assignee_id, status, snoozed_until, custom_attributes, label_list, priority };
  const changes = changesSince(row, { ...own, waiting_since, first_reply_created_at, updated_at });
  return changes.every((change) => 'updated_at' in change) ? [] : changes;
}

export function reportContact(chatwoot: Chatwoot, event: 'contact_created' | 'contact_updated', contact: ContactRow) {
  const { name, email, phone_number, identifier, blocked, additional_attributes, custom_attributes } = contact;
  const columns = { name, email, phone_number, identifier, blocked, additional_attributes, custom_attributes };
  const { updated_at, last_activity_at, labels: label_list } = contact;
  const changes = changesSince(contact, { ...columns, updated_at, last_activity_at, label_list });
  const changed = event === 'contact_created' ? {} : { changed_attributes: changes };
  toAccount(chatwoot, contact.account_id, event, () => contactPayload(chatwoot, contact), changed);
}

export function reportTyping(
  chatwoot: Chatwoot,
  conversation: ConversationRow,
  isOn: boolean,
  isPrivate: boolean,
  by: UserRow | undefined,
): void {
  const event = isOn ? 'conversation_typing_on' : 'conversation_typing_off';
  const payload = () => ({
    user: by ? userPayload(by) : contactPayload(chatwoot, contactOf(chatwoot, conversation)),
    conversation: conversationPayload(chatwoot, conversation),
    is_private: isPrivate,
  });
  toAccount(chatwoot, conversation.account_id, event, payload);
  toInbox(chatwoot, conversation, event, payload);
}

function toAccount(chatwoot: Chatwoot, accountId: number, event: string, payload: () => object, changed: object = {}) {
  const { webhooks } = chatwoot.state;
  for (const webhook of webhooks.filter((row) => row.account_id === accountId && row.subscriptions.includes(event))) {
    chatwoot.webhooks.deliver(webhook, { ...payload(), event, ...changed });
  }
}

function toInbox(
  chatwoot: Chatwoot,
  row: { inbox_id: number },
  event: string,
  payload: () => object,
  onFailure?: (why: string) => void,
): void {
  const target = webhookOf(chatwoot, row);
  if (target) chatwoot.webhooks.deliver(target, { ...payload(), event }, onFailure);
}

function webhookOf(chatwoot: Chatwoot, row: { inbox_id: number }): Target | null {
  const { channel } = inboxOf(chatwoot, row);
  return channel.type === 'Channel::Api' && channel.webhook_url
    ? { url: channel.webhook_url, secret: channel.secret }
    : null;
}
