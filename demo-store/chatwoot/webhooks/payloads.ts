import type { Chatwoot } from '../chatwoot.ts';
import { accountOf, contactOf, conversationOf, inboxOf } from '../state/find.ts';
import type { ContactRow, ConversationRow, MessageRow, UserRow } from '../state/rows.ts';
import { conversationPushView } from '../views/conversation-views.ts';
import { attachmentsKey } from '../views/message-views.ts';

/** Rule 50: the shapes of webhooks. A conversation says neither its account nor its uuid. */
export function conversationPayload(chatwoot: Chatwoot, conversation: ConversationRow) {
  return conversationPushView(chatwoot, conversation);
}

/** `message_type` is a word here, and a number in the conversation's own messages. */
export function messagePayload(chatwoot: Chatwoot, message: MessageRow) {
  const { id, name } = inboxOf(chatwoot, message);
  return {
    account: accountPayload(chatwoot, message),
    additional_attributes: {},
    content_attributes: message.content_attributes,
    content_type: message.content_type,
    content: message.content,
    conversation: conversationPayload(chatwoot, conversationOf(chatwoot, message)),
    created_at: message.created_at,
    id: message.id,
    inbox: { id, name },
    message_type: message.message_type,
    private: message.private,
    sender: senderPayload(chatwoot, message),
    source_id: message.source_id,
    ...attachmentsKey(chatwoot, message),
  };
}

/** A contact has no `type`; nobody's messages have no sender. */
function senderPayload(chatwoot: Chatwoot, message: MessageRow) {
  if (message.sender_type === 'Contact') {
    return contactPayload(chatwoot, contactOf(chatwoot, conversationOf(chatwoot, message)));
  }
  const user = chatwoot.state.users.find((row) => row.id === message.sender_id);
  return user === undefined ? null : userPayload(user);
}

export function userPayload({ id, name, email }: UserRow) {
  return { id, name, email, type: 'user' };
}

export function contactPayload(chatwoot: Chatwoot, contact: ContactRow) {
  return {
    account: accountPayload(chatwoot, contact),
    additional_attributes: contact.additional_attributes,
    avatar: '',
    custom_attributes: contact.custom_attributes,
    email: contact.email,
    id: contact.id,
    identifier: contact.identifier,
    name: contact.name,
    phone_number: contact.phone_number,
    thumbnail: '',
    blocked: contact.blocked,
  };
}

function accountPayload(chatwoot: Chatwoot, row: { account_id: number }) {
  const { id, name } = accountOf(chatwoot, row);
  return { id, name };
}
