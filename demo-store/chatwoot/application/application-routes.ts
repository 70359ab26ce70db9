import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { recordNotFound } from '../http/answers.ts';
import { answerTo } from '../http/failures.ts';
import { withParams } from '../http/with-params.ts';
import { accountRoutes } from './account-routes.ts';
import { agentRoutes } from './agent-routes.ts';
import { attributeRoutes } from './attribute-routes.ts';
import { type ApplicationEnv, inAccount, signedIn } from './caller.ts';
import { contactInboxRoutes } from './contact-inbox-routes.ts';
import { contactListRoutes } from './contact-list-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { conversationActionRoutes } from './conversation-action-routes.ts';
import { conversationListRoutes } from './conversation-list-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { inboxMemberRoutes } from './inbox-member-routes.ts';
import { inboxRoutes, workingHourRoutes } from './inbox-routes.ts';
import { labelRoutes } from './label-routes.ts';
import { mergeRoutes } from './merge-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { teamRoutes } from './team-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** `/api/v1/accounts/:account_id`, for members of an account with their own access token. */
export function applicationRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();
  app.onError((error) => answerTo(error, recordNotFound));
  app.use(withParams);
  app.use(signedIn(chatwoot));

  const account = new Hono<ApplicationEnv>();
  account.use('/:account_id/*', inAccount(chatwoot));
  const resources = {
    '': accountRoutes,
    '/actions': mergeRoutes,
    '/agents': agentRoutes,
    '/contact_inboxes': contactInboxRoutes,
    '/contacts': contactListRoutes,
    '/contacts/:contact_id': contactRoutes,
    '/conversations': conversationListRoutes,
    '/conversations/:conversation_id': conversationRoutes,
    '/conversations/:conversation_id/messages': messageRoutes,
    '/custom_attribute_definitions': attributeRoutes,
    '/inbox_members': inboxMemberRoutes,
    '/inboxes': inboxRoutes,
    '/labels': labelRoutes,
    '/teams': teamRoutes,
    '/webhooks': webhookRoutes,
    '/working_hours': workingHourRoutes,
  };
  for (const [path, routes] of Object.entries(resources)) account.route(`/:account_id${path}`, routes(chatwoot));
  account.route('/:account_id/conversations/:conversation_id', conversationActionRoutes(chatwoot));
  app.route('/', account);
  return app;
}
