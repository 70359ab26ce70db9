import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { crash, RecordNotFound, unauthorized } from '../http/failures.ts';
import { int } from '../http/params.ts';
import { createInbox, deleteInbox, inboxInAccount, resetSecret, updateInbox } from '../resources/inboxes.ts';
import type { InboxRow } from '../state/rows.ts';
import { inboxView } from '../views/inbox-views.ts';
import { type ApplicationEnv, administratorOnly, type Caller } from './caller.ts';

export function inboxRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();
  const find = ({ account }: Caller, id: string) => inboxInAccount(chatwoot, account, int(id));
  const view = ({ isAdministrator }: Caller, inbox: InboxRow) => inboxView(inbox, chatwoot.publicUrl, isAdministrator);
  /** Rule 30: agents see the inboxes they are members of. */
  const isVisible = ({ isAdministrator, user }: Caller, inbox: InboxRow) =>
    isAdministrator || inbox.member_ids.includes(user.id);

  app.get('/', (c) => {
    const { caller } = c.var;
    const inboxes = chatwoot.state.inboxes.filter(
      (inbox) => inbox.account_id === caller.account.id && isVisible(caller, inbox),
    );
    const byName = inboxes.toSorted((a, b) => a.name.localeCompare(b.name));
    return json({ payload: byName.map((inbox) => view(caller, inbox)) });
  });
  app.get('/:id', (c) => {
    const inbox = find(c.var.caller, c.req.param('id'));
    if (!isVisible(c.var.caller, inbox)) throw unauthorized();
    return json(view(c.var.caller, inbox));
  });
  app.post('/', administratorOnly, (c) => {
    const inbox = createInbox(chatwoot, c.var.caller.account, c.var.params);
    chatwoot.changed();
    return json(view(c.var.caller, inbox));
  });
  app.on(['PATCH', 'PUT'], '/:id', administratorOnly, (c) => {
    const inbox = find(c.var.caller, c.req.param('id'));
    updateInbox(inbox, c.var.params);
    chatwoot.changed();
    return json(view(c.var.caller, inbox));
  });
  app.post('/:id/reset_secret', administratorOnly, (c) => {
    const inbox = find(c.var.caller, c.req.param('id'));
    if (!resetSecret(inbox)) throw new RecordNotFound();
    chatwoot.changed();
    return json(view(c.var.caller, inbox));
  });
  app.delete('/:id', administratorOnly, (c) => {
    const inbox = find(c.var.caller, c.req.param('id'));
    chatwoot.later(() => deleteInbox(chatwoot, inbox));
    return json({ message: 'Your inbox deletion request will be processed in some time.' });
  });
  return app;
}

/** Rule 32: a route of Chatwoot that is broken in 4.14; hours change with their inbox. */
export function workingHourRoutes(): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();
  app.on(['PATCH', 'PUT'], '/:id', () => {
    throw crash('this route is broken in Chatwoot 4.14');
  });
  return app;
}
