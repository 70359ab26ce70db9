import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { pageNumber, pageOf } from '../resources/contact-lists.ts';
import {
  byAssignee,
  conversationsPerPage,
  countConversations,
  filterConversations,
  latestFirst,
  listConversations,
} from '../resources/conversation-lists.ts';
import { isVisibleTo } from '../resources/conversations.ts';
import type { ConversationRow } from '../state/rows.ts';
import { conversationView } from '../views/conversation-views.ts';
import type { ApplicationEnv, Caller } from './caller.ts';
import { createConversation } from './create-conversation.ts';

export function conversationListRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();
  const visible = ({ account, user, isAdministrator }: Caller) =>
    chatwoot.state.conversations.filter(
      (row) => row.account_id === account.id && isVisibleTo(chatwoot, row, user, isAdministrator),
    );
  const views = (rows: ConversationRow[], page: number) =>
    pageOf(latestFirst(rows), page, conversationsPerPage).map((row) => conversationView(chatwoot, row));

  app.get('/', (c) => {
    const { caller, params } = c.var;
    const rows = listConversations(chatwoot, visible(caller), params);
    const shown = byAssignee(rows, params.assignee_type, caller.user);
    return json({
      data: { meta: countConversations(rows, caller.user), payload: views(shown, pageNumber(params)) },
    });
  });
  app.get('/meta', (c) => {
    const { caller, params } = c.var;
    return json({ meta: countConversations(listConversations(chatwoot, visible(caller), params), caller.user) });
  });
  app.post('/filter', (c) => {
    const { caller, params } = c.var;
    const rows = filterConversations(visible(caller), params.payload, { chatwoot, account: caller.account });
    const { assigned_count: _, ...meta } = countConversations(rows, caller.user);
    return json({ meta, payload: views(rows, pageNumber(params)) });
  });
  app.post('/', (c) => {
    const conversation = createConversation(chatwoot, c.var.caller, c.var.params);
    chatwoot.changed();
    return json(conversationView(chatwoot, conversation));
  });
  return app;
}
