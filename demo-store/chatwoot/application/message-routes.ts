import { type Context, Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { InvalidRecord, refused } from '../http/failures.ts';
import { int, text } from '../http/params.ts';
import { changeMessage, deleteMessage, pageOfMessages } from '../resources/messages.ts';
import { found, inboxOf, messagesOf } from '../state/find.ts';
import type { MessageRow } from '../state/rows.ts';
import { messagesMeta, messageView } from '../views/message-views.ts';
import type { ApplicationEnv } from './caller.ts';
import { conversationInPath } from './find-conversation.ts';
import { postAgentMessage } from './post-agent-message.ts';

const deliveryStates = ['sent', 'delivered', 'read', 'failed'];

/** `/conversations/:conversation_id/messages`. */
export function messageRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();

  function messageInPath(c: Context<ApplicationEnv>): MessageRow {
    const id = int(c.req.param('message_id'));
    return found(messagesOf(chatwoot, conversationInPath(chatwoot, c)).find((message) => message.id === id));
  }

  app.get('/', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    const { before, after } = c.var.params;
    const page = pageOfMessages(messagesOf(chatwoot, conversation), { before: int(before), after: int(after) });
    return json({
      meta: messagesMeta(chatwoot, conversation),
      payload: page.map((message) => messageView(chatwoot, message)),
    });
  });
  app.post('/', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    const message = withErrorKey(() => postAgentMessage(chatwoot, c.var.caller, conversation, c.var.params));
    chatwoot.changed();
    return json(messageView(chatwoot, message, text(c.var.params.echo_id)));
  });
  // Only API inboxes let their owner say what became of a message; an unknown status changes nothing.
  app.on(['PATCH', 'PUT'], '/:message_id', (c) => {
    const message = messageInPath(c);
    if (inboxOf(chatwoot, message).channel.type !== 'Channel::Api') {
      throw refused(403, 'Message status update is only allowed for API inboxes');
    }
    const status = deliveryStates.find((known) => known === c.var.params.status);
    if (status !== undefined) changeMessage(chatwoot, message, { status, ...externalError(message, c) });
    chatwoot.changed();
    return json(messageView(chatwoot, message));
  });
  app.delete('/:message_id', (c) => {
    const message = messageInPath(c);
    deleteMessage(chatwoot, message, c.var.caller.user);
    chatwoot.changed();
    return json(messageView(chatwoot, message));
  });
  return app;
}

/** Here, and only here, a validation is answered with `error` (rule 28). */
function withErrorKey<Result>(create: () => Result): Result {
  try {
    return create();
  } catch (error) {
    throw error instanceof InvalidRecord ? refused(422, `Validation failed: ${error.message}`) : error;
  }
}

/** Why a message failed; gone again when it did not. */
function externalError(message: MessageRow, c: Context<ApplicationEnv>): Pick<MessageRow, 'content_attributes'> {
  const { external_error: _, ...kept } = message.content_attributes;
  const { status, external_error } = c.var.params;
  return { content_attributes: status === 'failed' && external_error ? { ...kept, external_error } : kept };
}
