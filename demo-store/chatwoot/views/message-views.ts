import type { Chatwoot } from '../chatwoot.ts';
import { unreadCount } from '../resources/unread.ts';
import { contactOf, conversationOf, findById, sessionOf } from '../state/find.ts';
import { type AttachmentRow, type MessageRow, messageTypes } from '../state/rows.ts';
import { epoch } from '../state/times.ts';
import { contactPushView } from './contact-views.ts';
import { userPushView } from './user-views.ts';

/** Who wrote it; templates and activities have no sender, and then not even the key. */
function senderKey(chatwoot: Chatwoot, message: MessageRow): { sender?: unknown } {
  if (message.sender_id === null) return {};
  if (message.sender_type === 'Contact') {
    const contact = chatwoot.state.contacts.find((row) => row.id === message.sender_id);
    return contact === undefined ? {} : { sender: contactPushView(contact) };
  }
  const user = chatwoot.state.users.find((row) => row.id === message.sender_id);
  return user === undefined ? {} : { sender: userPushView(chatwoot, user, message.account_id) };
}

export function attachmentsKey(chatwoot: Chatwoot, message: MessageRow): { attachments?: unknown[] } {
  if (message.attachments.length === 0) return {};
  return { attachments: message.attachments.map((file) => attachmentView(chatwoot, message, file)) };
}

function attachmentView(chatwoot: Chatwoot, message: MessageRow, file: AttachmentRow) {
  const extension = /\.([^.]+)$/.exec(file.file_name)?.[1] ?? null;
  return {
    id: file.id,
    message_id: message.id,
    file_type: file.content_type.startsWith('image/') ? 'image' : 'file',
    account_id: message.account_id,
    extension,
    content_type: file.content_type,
    data_url: `${chatwoot.publicUrl}/rails/active_storage/blobs/redirect/${file.id}/${encodeURIComponent(file.file_name)}`,
    thumb_url: '',
    file_size: file.file_size,
    width: null,
    height: null,
  };
}

function numberOf(chatwoot: Chatwoot, message: MessageRow): number {
  return conversationOf(chatwoot, message).display_id;
}

/** The message JSON of the Application API. Rule 41: an `echo_id` shows here once and is not kept. */
export function messageView(chatwoot: Chatwoot, message: MessageRow, echoId?: string) {
  return {
    id: message.id,
    content: message.content,
    inbox_id: message.inbox_id,
    ...(echoId === undefined ? {} : { echo_id: echoId }),
    conversation_id: numberOf(chatwoot, message),
    message_type: messageTypes.indexOf(message.message_type),
    content_type: message.content_type,
    status: message.status,
    content_attributes: message.content_attributes,
    created_at: epoch(message.created_at),
    private: message.private,
    source_id: message.source_id,
    ...senderKey(chatwoot, message),
    ...attachmentsKey(chatwoot, message),
  };
}

/** The answer to a visitor's own message: no `status`, no `content_type`, no `echo_id`. */
export function widgetSentView(chatwoot: Chatwoot, message: MessageRow) {
  const { content_type: _, status: __, ...shown } = messageView(chatwoot, message);
  return shown;
}

/** A message in a list for visitors, in the widget and the Public API. */
export function visitorMessageView(chatwoot: Chatwoot, message: MessageRow) {
  return {
    id: message.id,
    content: message.content,
    message_type: messageTypes.indexOf(message.message_type),
    content_type: message.content_type,
    content_attributes: message.content_attributes,
    created_at: epoch(message.created_at),
    conversation_id: numberOf(chatwoot, message),
    ...attachmentsKey(chatwoot, message),
    ...senderKey(chatwoot, message),
  };
}

/** The message of a socket frame, and inside a conversation. */
export function messagePushView(chatwoot: Chatwoot, message: MessageRow) {
  const conversation = conversationOf(chatwoot, message);
  return {
    id: message.id,
    content: message.content,
    account_id: message.account_id,
    inbox_id: message.inbox_id,
    conversation_id: conversation.display_id,
    message_type: messageTypes.indexOf(message.message_type),
    created_at: epoch(message.created_at),
    updated_at: message.updated_at,
    private: message.private,
    status: message.status,
    source_id: message.source_id,
    content_type: message.content_type,
    content_attributes: message.content_attributes,
    sender_type: message.sender_type,
    sender_id: message.sender_id,
    external_source_ids: {},
    additional_attributes: {},
    processed_message_content: message.content,
    sentiment: {},
    conversation: {
      assignee_id: conversation.assignee_id,
      unread_count: unreadCount(chatwoot, conversation),
      last_activity_at: epoch(conversation.last_activity_at),
      contact_inbox: { source_id: sessionOf(chatwoot, conversation).source_id },
    },
    ...attachmentsKey(chatwoot, message),
    ...senderKey(chatwoot, message),
  };
}

/** `meta` beside a page of messages. */
export function messagesMeta(chatwoot: Chatwoot, conversation: ReturnType<typeof conversationOf>) {
  const assignee = conversation.assignee_id;
  return {
    labels: conversation.labels,
    additional_attributes: conversation.additional_attributes,
    contact: contactPushView(contactOf(chatwoot, conversation)),
    ...(assignee === null
      ? {}
      : { assignee: userPushView(chatwoot, findById(chatwoot.state.users, assignee), conversation.account_id) }),
    agent_last_seen_at: conversation.agent_last_seen_at,
    assignee_last_seen_at: null,
  };
}
