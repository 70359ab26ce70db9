import { type Context, Hono } from 'hono';
import { typing } from '../cable/events.ts';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { int, isUpload, list, type Params, record, text } from '../http/params.ts';
import { changeStatus } from '../resources/conversation-status.ts';
import { conversationsOfSession, startConversation } from '../resources/conversations.ts';
import { changeMessage, pageOfMessages } from '../resources/messages.ts';
import { postMessage } from '../resources/post-message.ts';
import { contactOf, found } from '../state/find.ts';
import type { ConversationRow, MessageRow } from '../state/rows.ts';
import { now } from '../state/times.ts';
import { publicConversationView, visibleMessages } from '../views/conversation-views.ts';
import { visitorMessageView } from '../views/message-views.ts';
import type { PublicEnv } from './public-routes.ts';

/** `…/contacts/:source_id/conversations`: what a visitor of an API inbox has said and may say. */
export function conversationRoutes(chatwoot: Chatwoot): Hono<PublicEnv> {
  const app = new Hono<PublicEnv>();
  function inPath(c: Context<PublicEnv>): ConversationRow {
    const id = int(c.req.param('id'));
    return found(conversationsOfSession(chatwoot, c.var.session).find((row) => row.display_id === id));
  }
  const view = (conversation: ConversationRow) => publicConversationView(chatwoot, conversation);

  app.get('/', (c) => json(conversationsOfSession(chatwoot, c.var.session).map(view)));
  app.post('/', (c) => {
    // Rule 59: of all that is sent only the attributes are taken.
    const customAttributes = record(c.var.params.custom_attributes);
    const conversation = startConversation(chatwoot, c.var.session, { customAttributes });
    chatwoot.changed();
    return json(view(conversation));
  });
  app.get('/:id', (c) => json(view(inPath(c))));

  // Resolves, and never the other way round.
  app.post('/:id/toggle_status', (c) => {
    const conversation = inPath(c);
    changeStatus(chatwoot, conversation, 'resolved', contactOf(chatwoot, conversation).name);
    chatwoot.changed();
    return json(view(conversation));
  });
  app.post('/:id/toggle_typing', (c) => {
    typing(chatwoot, inPath(c), c.var.params.typing_status === 'on', false);
    return head();
  });
  app.post('/:id/update_last_seen', (c) => {
    inPath(c).contact_last_seen_at = now();
    chatwoot.changed();
    return head();
  });

  app.get('/:id/messages', (c) => {
    const { before, after } = c.var.params;
    const page = pageOfMessages(visibleMessages(chatwoot, inPath(c)), { before: int(before), after: int(after) });
    return json(page.map((message) => visitorMessageView(chatwoot, message)));
  });
  app.post('/:id/messages', (c) => {
    const message = post(chatwoot, inPath(c), c.var.params);
    chatwoot.changed();
    return json(visitorMessageView(chatwoot, message));
  });
  app.patch('/:id/messages/:message_id', (c) => {
    const id = int(c.req.param('message_id'));
    const message = found(visibleMessages(chatwoot, inPath(c)).find((row) => row.id === id));
    const submitted_values = c.var.params.submitted_values ?? null;
    changeMessage(chatwoot, message, { content_attributes: { ...message.content_attributes, submitted_values } });
    chatwoot.changed();
    return json(visitorMessageView(chatwoot, message));
  });
  return app;
}

/** Always incoming, never private, and without content if there is none (rule 71). */
function post(chatwoot: Chatwoot, conversation: ConversationRow, params: Params): MessageRow {
  return postMessage(chatwoot, conversation, {
    content: text(params.content) ?? null,
    messageType: 'incoming',
    sender: { contact: contactOf(chatwoot, conversation) },
    echoId: text(params.echo_id),
    attachments: (list(params.attachments) ?? []).filter(isUpload),
  });
}
