import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head } from '../http/answers.ts';
import { text } from '../http/params.ts';
import { replaceLabels } from '../resources/conversations.ts';
import { definedLabels } from './message-routes.ts';
import { latestConversation, required } from './visitor.ts';
import type { WidgetEnv } from './widget-routes.ts';

/** Rule 19: 204 whatever happens; only a label that the account has defined is set, and only on a conversation. */
export function labelRoutes(chatwoot: Chatwoot): Hono<WidgetEnv> {
  const app = new Hono<WidgetEnv>();

  app.post('/', (c) => {
    const visitor = required(c.var.visitor);
    const conversation = latestConversation(chatwoot, visitor);
    const label = text(c.var.params.label) ?? '';
    if (conversation !== undefined && definedLabels(chatwoot, visitor.contact).includes(label)) {
      replaceLabels(chatwoot, conversation, [...conversation.labels, label], undefined);
      chatwoot.changed();
    }
    return head(204);
  });

  app.delete('/:title', (c) => {
    const conversation = latestConversation(chatwoot, required(c.var.visitor));
    if (conversation !== undefined) {
      const kept = conversation.labels.filter((label) => label !== c.req.param('title'));
      replaceLabels(chatwoot, conversation, kept, undefined);
      chatwoot.changed();
    }
    return head(204);
  });
  return app;
}
