import type { Chatwoot } from '../chatwoot.ts';
import { isUpload, list, type Params, record, text } from '../http/params.ts';
import { postMessage } from '../resources/post-message.ts';
import type { ContactRow, ConversationRow, MessageRow } from '../state/rows.ts';

/** What the visitor wrote: under `message`, or flat. */
export function messageParams(params: Params): Params {
  return record(params.message) ?? params;
}

/** A visitor's message. Without content it is one all the same (rule 71). */
export function postVisitorMessage(
  chatwoot: Chatwoot,
  conversation: ConversationRow,
  contact: ContactRow,
  params: Params,
): MessageRow {
  const message = messageParams(params);
  return postMessage(chatwoot, conversation, {
    content: text(message.content) ?? null,
    messageType: 'incoming',
    sender: { contact },
    contentAttributes: { in_reply_to: message.reply_to ?? null },
    echoId: text(message.echo_id),
    attachments: (list(message.attachments) ?? []).filter(isUpload),
  });
}
