import { messageCreated, messageUpdated, type Performer } from '../cable/events.ts';
import type { Chatwoot } from '../chatwoot.ts';
import { Failure, invalid } from '../http/failures.ts';
import type { Upload } from '../http/params.ts';
import { contactOf, messagesOf } from '../state/find.ts';
import type {
  AttachmentRow,
  Attributes,
  ContactRow,
  ConversationRow,
  MessageRow,
  MessageType,
  UserRow,
} from '../state/rows.ts';
import { nextId } from '../state/state.ts';
import { now } from '../state/times.ts';
import { reportMessage } from '../webhooks/events.ts';
import { checkContent } from './message-content.ts';

const mostPerMinute = 200;

export type NewMessage = {
  content: string | null;
  messageType: MessageType;
  /** Who wrote it; templates and activities come from nobody. */
  sender?: { contact: ContactRow } | { user: UserRow };
  contentType?: string;
  contentAttributes?: Attributes;
  isPrivate?: boolean;
  sourceId?: string | null;
  echoId?: string | undefined;
  attachments?: Upload[];
  /** The agent whose request it is, also when an API inbox takes a visitor's words from one. */
  performer?: Performer;
};

/**
 * Adds a message and tells the sockets, before the request that made it is answered. What people write goes through
 * `postMessage`, which lets a visitor's message have its consequences.
 * @throws Failure 422 for what a message may not be. An empty one is no error (rule 71).
 */
export function addMessage(chatwoot: Chatwoot, conversation: ConversationRow, wish: NewMessage): MessageRow {
  checkRate(chatwoot, conversation);
  checkContent(wish.content, wish.contentType ?? 'text', wish.contentAttributes ?? {});
  const message = storeMessage(chatwoot, conversation, wish);

  noteActivity(chatwoot, conversation, message);
  messageCreated(chatwoot, message, wish.performer, wish.echoId);
  reportMessage(chatwoot, 'message_created', message, (why) => markUndelivered(chatwoot, message, why));
  return message;
}

function storeMessage(chatwoot: Chatwoot, conversation: ConversationRow, wish: NewMessage): MessageRow {
  const { state } = chatwoot;
  const createdAt = now();
  const message: MessageRow = {
    id: nextId(state, 'messages'),
    account_id: conversation.account_id,
    inbox_id: conversation.inbox_id,
    conversation_id: conversation.id,
    content: wish.content,
    message_type: wish.messageType,
    content_type: wish.contentType ?? 'text',
    content_attributes: wish.contentAttributes ?? {},
    private: wish.isPrivate ?? false,
    status: 'sent',
    // Rule 41: `source_id` is kept, `echo_id` is not. Neither is unique.
    source_id: wish.sourceId ?? null,
    ...senderColumns(wish.sender),
    attachments: (wish.attachments ?? []).map((file) => storeFile(chatwoot, file)),
    created_at: createdAt,
    updated_at: createdAt,
  };
  state.messages.push(message);
  return message;
}

function storeFile({ state, files }: Chatwoot, { fileName, contentType, bytes }: Upload): AttachmentRow {
  const id = nextId(state, 'attachments');
  files.keep(id, bytes);
  return { id, file_name: fileName, content_type: contentType, file_size: bytes.length };
}

function senderColumns(sender: NewMessage['sender']): Pick<MessageRow, 'sender_type' | 'sender_id'> {
  if (sender === undefined) return { sender_type: null, sender_id: null };
  return 'contact' in sender
    ? { sender_type: 'Contact', sender_id: sender.contact.id }
    : { sender_type: 'User', sender_id: sender.user.id };
}

/** What a new message changes around it: who waits since when, when was the first answer, when did anything happen. */
function noteActivity(chatwoot: Chatwoot, conversation: ConversationRow, message: MessageRow) {
  const at = message.created_at;
  conversation.last_activity_at = at;
  conversation.updated_at = at;
  if (message.message_type === 'incoming') {
    conversation.waiting_since ??= at;
    contactOf(chatwoot, conversation).last_activity_at = at;
  }
  if (message.message_type === 'outgoing' && message.sender_type === 'User' && !message.private) {
    conversation.waiting_since = null;
    conversation.first_reply_created_at ??= at;
  }
}

/** Rule 43. */
function checkRate(chatwoot: Chatwoot, conversation: ConversationRow) {
  const aMinuteAgo = new Date(Date.now() - 60_000).toISOString();
  const recent = messagesOf(chatwoot, conversation).filter((message) => message.created_at >= aMinuteAgo);
  if (recent.length >= mostPerMinute) throw invalid({ attribute: 'base', message: 'Too many messages' });
}

/** What the system notes down in a conversation; visitors never get it. */
export function addActivity(chatwoot: Chatwoot, conversation: ConversationRow, content: string): void {
  addSystemMessage(chatwoot, conversation, { content, messageType: 'activity' });
}

/** A message of nobody's. A conversation that is full for this minute goes without it. */
export function addSystemMessage(chatwoot: Chatwoot, conversation: ConversationRow, wish: NewMessage): void {
  try {
    addMessage(chatwoot, conversation, wish);
  } catch (error) {
    // What it reports or answers has happened all the same.
    if (!(error instanceof Failure)) throw error;
  }
}

/** A deleted message stays as a row; its text is replaced. */
export function deleteMessage(chatwoot: Chatwoot, message: MessageRow, performer: Performer): void {
  changeMessage(
    chatwoot,
    message,
    {
      content: 'This message was deleted',
      content_type: 'text',
      content_attributes: { deleted: true },
      attachments: [],
    },
    performer,
  );
}

export function changeMessage(
  chatwoot: Chatwoot,
  message: MessageRow,
  changes: Partial<Pick<MessageRow, 'content' | 'content_type' | 'content_attributes' | 'attachments' | 'status'>>,
  performer?: Performer,
): void {
  const before = structuredClone(message);
  Object.assign(message, changes, { updated_at: now() });
  messageUpdated(chatwoot, message, previousChanges(before, message), performer);
  reportMessage(chatwoot, 'message_updated', message, (why) => markUndelivered(chatwoot, message, why));
}

/** Rule 48: the webhook of an API inbox did not take it. That is a change too, of which it hears once more. */
function markUndelivered(chatwoot: Chatwoot, message: MessageRow, why: string): void {
  if (message.status === 'failed') return;
  const content_attributes = { ...message.content_attributes, external_error: why };
  changeMessage(chatwoot, message, { status: 'failed', content_attributes });
  chatwoot.changed();
}

/** What the visitor has now had before them, as a job notes it after every look. */
export function markRead(chatwoot: Chatwoot, conversation: ConversationRow): void {
  const seenAt = conversation.contact_last_seen_at ?? '';
  const unread = messagesOf(chatwoot, conversation).filter(
    (message) =>
      message.message_type !== 'incoming' &&
      message.created_at <= seenAt &&
      ['sent', 'delivered'].includes(message.status),
  );
  for (const message of unread) changeMessage(chatwoot, message, { status: 'read' });
}

function previousChanges(before: MessageRow, after: MessageRow): Record<string, [unknown, unknown]> {
  const shown = ['content', 'content_type', 'content_attributes', 'status', 'updated_at'] as const;
  const changed = shown.filter(
    (column) => column === 'updated_at' || JSON.stringify(before[column]) !== JSON.stringify(after[column]),
  );
  const changes = Object.fromEntries(
    changed.map((column): [string, [unknown, unknown]] => [column, [before[column], after[column]]]),
  );
  return changes.content === undefined ? changes : { ...changes, processed_message_content: changes.content };
}

/** Chatwoot remembers which message an answer belongs to, and that one's `source_id` as well. */
export function withReplyReference(
  chatwoot: Chatwoot,
  conversation: ConversationRow,
  attributes: Attributes,
): Attributes {
  const repliedTo = messagesOf(chatwoot, conversation).find((message) => message.id === attributes.in_reply_to);
  return repliedTo?.source_id ? { ...attributes, in_reply_to_external_id: repliedTo.source_id } : attributes;
}

/** Newest 20, oldest first; up to 100 after an id; everything between two ids, up to 1000. */
export function pageOfMessages(
  messages: MessageRow[],
  page: { before?: number | undefined; after?: number | undefined },
) {
  const { before = Number.POSITIVE_INFINITY, after } = page;
  const earlier = messages.filter((message) => message.id < before);
  if (after === undefined) return earlier.slice(-20);
  // Seen live: between two ids the first one is part of the answer, after an id alone it is not.
  if (page.before !== undefined) return earlier.filter((message) => message.id >= after).slice(0, 1000);
  return earlier.filter((message) => message.id > after).slice(0, 100);
}
