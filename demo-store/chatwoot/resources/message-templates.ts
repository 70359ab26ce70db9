import type { Chatwoot } from '../chatwoot.ts';
import { contactOf, inboxOf, messagesOf } from '../state/find.ts';
import type { ConversationRow } from '../state/rows.ts';
import { addSystemMessage } from './messages.ts';
import { isOutOfOffice } from './working-hours.ts';

/**
 * What an inbox answers by itself to a visitor's message (T34): out of hours its text for that, once a day; else a
 * greeting to the first message; and in website inboxes a request for the e-mail address, two messages long.
 */
export function sendTemplates(chatwoot: Chatwoot, conversation: ConversationRow): void {
  const inbox = inboxOf(chatwoot, conversation);
  const messages = messagesOf(chatwoot, conversation);
  const isFirst = messages.filter((message) => message.message_type === 'incoming').length === 1;
  const isClosed = isOutOfOffice(inbox) && inbox.out_of_office_message !== null;

  if (isClosed && !hadTemplateToday(messages)) send(chatwoot, conversation, inbox.out_of_office_message);
  else if (isFirst && inbox.greeting_enabled && inbox.greeting_message !== null) {
    send(chatwoot, conversation, inbox.greeting_message);
  }
  const hasAsked = messages.some((message) => message.content_type === 'input_email');
  const isWebsite = inbox.channel.type === 'Channel::WebWidget';
  if (inbox.enable_email_collect && isWebsite && !hasAsked && !contactOf(chatwoot, conversation).email) {
    send(chatwoot, conversation, 'Give the team a way to reach you.');
    send(chatwoot, conversation, 'Get notified by email', 'input_email');
  }
}

function send(chatwoot: Chatwoot, conversation: ConversationRow, content: string | null, contentType = 'text') {
  addSystemMessage(chatwoot, conversation, { content, messageType: 'template', contentType });
}

function hadTemplateToday(messages: { message_type: string; created_at: string }[]): boolean {
  const today = new Date().toISOString().slice(0, 10);
  return messages.some((message) => message.message_type === 'template' && message.created_at.startsWith(today));
}
