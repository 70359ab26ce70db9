import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json, recordNotFound } from '../http/answers.ts';
import { answerTo } from '../http/failures.ts';
import { type ParamsVariables, withParams } from '../http/with-params.ts';
import { findById, membershipOf, type WebWidgetInbox } from '../state/find.ts';
import { availabilityOf, availableName } from '../views/user-views.ts';
import { widgetConfig } from './channel-config.ts';
import { contactRoutes } from './contact-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { labelRoutes } from './label-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { checkActive, newVisitor, required, type Visitor, visitorOf, websiteInbox } from './visitor.ts';

export type WidgetEnv = { Variables: ParamsVariables & { inbox: WebWidgetInbox; visitor: Visitor | undefined } };

/** `/api/v1/widget`, for the visitor's frame: the inbox by `website_token`, the visitor by `X-Auth-Token`. */
export function widgetRoutes(chatwoot: Chatwoot): Hono<WidgetEnv> {
  const app = new Hono<WidgetEnv>();
  app.onError((error) => answerTo(error, recordNotFound));
  app.use(withParams);
  app.use(async (c, next) => {
    const inbox = required(websiteInbox(chatwoot, c.var.params.website_token));
    checkActive(chatwoot, inbox);
    c.set('inbox', inbox);
    c.set('visitor', visitorOf(chatwoot, inbox, c.req.header('x-auth-token')));
    await next();
  });

  // These need no visitor; `config` makes one, which is how a server can start a session (rule 2).
  app.post('/config', (c) => {
    const visitor = c.var.visitor ?? newVisitor(chatwoot, c.var.inbox);
    chatwoot.changed();
    return json(widgetConfig(chatwoot, c.var.inbox, visitor));
  });
  app.get('/inbox_members', (c) => json({ payload: membersOf(chatwoot, c.var.inbox) }));
  app.get('/campaigns', () => json([]));

  app.route('/contact', contactRoutes(chatwoot));
  app.route('/conversations', conversationRoutes(chatwoot));
  app.route('/messages', messageRoutes(chatwoot));
  app.route('/labels', labelRoutes(chatwoot));
  // Chatwoot hands these on to its own listeners (webhooks, campaigns), which the stand-in does not have.
  app.post('/events', (c) => {
    required(c.var.visitor);
    return head(204);
  });
  return app;
}

function membersOf(chatwoot: Chatwoot, inbox: WebWidgetInbox) {
  return inbox.member_ids.map((id) => {
    const user = findById(chatwoot.state.users, id);
    const member = membershipOf(chatwoot, { id: inbox.account_id }, user);
    return {
      id,
      name: availableName(user),
      avatar_url: '',
      availability_status: member ? availabilityOf(chatwoot, member) : 'offline',
    };
  });
}
