import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { int } from '../http/params.ts';
import { underRootKey } from '../http/with-params.ts';
import { createWebhook, updateWebhook, webhookView } from '../resources/webhooks.ts';
import { findInAccount } from '../state/find.ts';
import { removeWhere } from '../state/state.ts';
import { type ApplicationEnv, administratorOnly, type Caller } from './caller.ts';

export function webhookRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const { webhooks } = chatwoot.state;
  const app = new Hono<ApplicationEnv>();
  app.use(administratorOnly);
  const find = ({ account }: Caller, id: string) => findInAccount(webhooks, account.id, int(id));

  app.get('/', (c) => {
    const rows = webhooks.filter((row) => row.account_id === c.var.caller.account.id);
    return json({ payload: { webhooks: rows.map((row) => webhookView(chatwoot, row)) } });
  });
  app.post('/', (c) => {
    const webhook = createWebhook(chatwoot, c.var.caller.account, underRootKey('webhook', c.var));
    chatwoot.changed();
    return json({ payload: { webhook: webhookView(chatwoot, webhook) } });
  });
  app.on(['PATCH', 'PUT'], '/:id', (c) => {
    const webhook = find(c.var.caller, c.req.param('id'));
    updateWebhook(chatwoot, c.var.caller.account, webhook, underRootKey('webhook', c.var));
    chatwoot.changed();
    return json({ payload: { webhook: webhookView(chatwoot, webhook) } });
  });
  app.delete('/:id', (c) => {
    const webhook = find(c.var.caller, c.req.param('id'));
    removeWhere(webhooks, (row) => row === webhook);
    chatwoot.changed();
    return head();
  });
  return app;
}
