import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { updateByAdministrator } from '../resources/accounts.ts';
import { accountView } from '../views/account-views.ts';
import { type ApplicationEnv, administratorOnly } from './caller.ts';

export function accountRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();

  app.get('/', (c) => {
    const shown = accountView(c.var.caller.account);
    return json({ ...shown, latest_chatwoot_version: null, subscribed_features: [] });
  });
  app.on(['PATCH', 'PUT'], '/', administratorOnly, (c) => {
    const { account } = c.var.caller;
    updateByAdministrator(account, c.var.params);
    chatwoot.changed();
    return json(accountView(account));
  });
  return app;
}
