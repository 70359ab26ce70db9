import { contactEvent, conversationEvent } from '../cable/events.ts';
import type { Chatwoot } from '../chatwoot.ts';
import { contactOf } from '../state/find.ts';
import type { ConversationRow, MessageRow } from '../state/rows.ts';
import { reopen } from './conversation-status.ts';
import { sendTemplates } from './message-templates.ts';
import { addMessage, type NewMessage } from './messages.ts';

/** A message of a person: a visitor's opens the conversation again (rule 44) and may be answered by templates (T34). */
export function postMessage(chatwoot: Chatwoot, conversation: ConversationRow, wish: NewMessage): MessageRow {
  const before = waiting(conversation);
  const message = addMessage(chatwoot, conversation, wish);
  const isIncoming = message.message_type === 'incoming';
  if (isIncoming) contactEvent(chatwoot, 'contact.updated', contactOf(chatwoot, conversation));
  // Rule 51: a message alone is no update (its own frame has the new unread count); that somebody waits now, or was
  // answered, is one.
  if (waiting(conversation) !== before) conversationEvent(chatwoot, 'conversation.updated', conversation);
  if (isIncoming) {
    reopen(chatwoot, conversation, wish.performer);
    sendTemplates(chatwoot, conversation);
  }
  return message;
}

function waiting({ waiting_since, first_reply_created_at }: ConversationRow): string {
  return `${waiting_since} ${first_reply_created_at}`;
}
