import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { int, ints } from '../http/params.ts';
import { inboxInAccount, setMembers } from '../resources/inboxes.ts';
import type { InboxRow } from '../state/rows.ts';
import { agentView } from '../views/user-views.ts';
import { type ApplicationEnv, administratorOnly } from './caller.ts';

/** Who works in an inbox: they see its conversations and show as "online" in its widget. */
export function inboxMemberRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();
  const members = (inbox: InboxRow) => ({
    payload: chatwoot.state.users
      .filter((user) => inbox.member_ids.includes(user.id))
      .map((user) => agentView(chatwoot, user, inbox.account_id)),
  });

  app.get('/:inbox_id', (c) =>
    json(members(inboxInAccount(chatwoot, c.var.caller.account, int(c.req.param('inbox_id'))))),
  );
  app.post('/', administratorOnly, (c) => {
    const inbox = inboxInAccount(chatwoot, c.var.caller.account, int(c.var.params.inbox_id));
    setMembers(chatwoot, inbox, [...inbox.member_ids, ...ints(c.var.params.user_ids)]);
    chatwoot.changed();
    return json(members(inbox));
  });
  app.on(['PATCH', 'PUT'], '/', administratorOnly, (c) => {
    const inbox = inboxInAccount(chatwoot, c.var.caller.account, int(c.var.params.inbox_id));
    setMembers(chatwoot, inbox, ints(c.var.params.user_ids));
    chatwoot.changed();
    return json(members(inbox));
  });
  app.delete('/', administratorOnly, (c) => {
    const inbox = inboxInAccount(chatwoot, c.var.caller.account, int(c.var.params.inbox_id));
    const gone = ints(c.var.params.user_ids);
    inbox.member_ids = inbox.member_ids.filter((id) => !gone.includes(id));
    chatwoot.changed();
    return head();
  });
  return app;
}
