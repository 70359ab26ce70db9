import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { crash } from '../http/failures.ts';
import { record, texts } from '../http/params.ts';
import {
  changePriority,
  deleteConversation,
  replaceCustomAttributes,
  replaceLabels,
} from '../resources/conversations.ts';
import { now } from '../state/times.ts';
import { conversationView } from '../views/conversation-views.ts';
import { type ApplicationEnv, administratorOnly } from './caller.ts';
import { conversationInPath } from './find-conversation.ts';

/** `/conversations/:conversation_id`: the conversation and what it is marked with. */
export function conversationRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();

  app.get('/', (c) => json(conversationView(chatwoot, conversationInPath(chatwoot, c))));
  // Of all that is sent only the priority counts.
  app.on(['PATCH', 'PUT'], '/', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    changePriority(chatwoot, conversation, c.var.params.priority, c.var.caller.user);
    chatwoot.changed();
    return json(conversationView(chatwoot, conversation));
  });
  app.delete('/', administratorOnly, (c) => {
    const conversation = conversationInPath(chatwoot, c);
    chatwoot.later(() => deleteConversation(chatwoot, conversation));
    return head();
  });
  app.post('/toggle_priority', (c) => {
    changePriority(chatwoot, conversationInPath(chatwoot, c), c.var.params.priority, c.var.caller.user);
    chatwoot.changed();
    return head();
  });
  app.post('/update_last_seen', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    conversation.agent_last_seen_at = now();
    chatwoot.changed();
    return json(conversationView(chatwoot, conversation));
  });

  app.get('/labels', (c) => json({ payload: conversationInPath(chatwoot, c).labels }));
  app.post('/labels', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    replaceLabels(chatwoot, conversation, texts(c.var.params.labels), c.var.caller.user);
    chatwoot.changed();
    return json({ payload: conversation.labels });
  });
  app.post('/custom_attributes', (c) => {
    const conversation = conversationInPath(chatwoot, c);
    const attributes = record(c.var.params.custom_attributes);
    if (attributes === undefined) throw crash('custom_attributes left out');
    replaceCustomAttributes(chatwoot, conversation, attributes);
    chatwoot.changed();
    return json({ custom_attributes: conversation.custom_attributes });
  });
  return app;
}
