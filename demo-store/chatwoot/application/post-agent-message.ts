import type { Chatwoot } from '../chatwoot.ts';
import { refused } from '../http/failures.ts';
import { bool, isUpload, list, type Params, record, text } from '../http/params.ts';
import { withReplyReference } from '../resources/messages.ts';
import { postMessage } from '../resources/post-message.ts';
import { contactOf, inboxOf } from '../state/find.ts';
import { type ConversationRow, type MessageRow, type MessageType, messageTypes } from '../state/rows.ts';
import type { Caller } from './caller.ts';

/** A message through the Application API: an agent's, or a visitor's words brought into an API inbox. */
export function postAgentMessage(
  chatwoot: Chatwoot,
  { user }: Pick<Caller, 'user'>,
  conversation: ConversationRow,
  params: Params,
): MessageRow {
  const messageType = typeOf(params.message_type);
  const isIncoming = messageType === 'incoming';
  if (isIncoming && inboxOf(chatwoot, conversation).channel.type !== 'Channel::Api') {
    throw refused(422, 'Incoming messages are only allowed in Api inboxes');
  }
  return postMessage(chatwoot, conversation, {
    content: text(params.content) ?? null,
    messageType,
    sender: isIncoming ? { contact: contactOf(chatwoot, conversation) } : { user },
    contentType: text(params.content_type) ?? 'text',
    contentAttributes: withReplyReference(chatwoot, conversation, record(params.content_attributes) ?? {}),
    isPrivate: bool(params.private) ?? false,
    sourceId: text(params.source_id) ?? null,
    echoId: text(params.echo_id),
    attachments: (list(params.attachments) ?? []).filter(isUpload),
    performer: user,
  });
}

function typeOf(value: unknown): MessageType {
  const type = messageTypes.find((known) => known === (value ?? 'outgoing'));
  if (type === undefined) throw refused(422, `'${text(value) ?? ''}' is not a valid message_type`);
  return type;
}
