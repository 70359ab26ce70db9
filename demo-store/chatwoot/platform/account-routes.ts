import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { crash } from '../http/failures.ts';
import { int } from '../http/params.ts';
import { removeAccountUser, upsertAccountUser } from '../resources/account-users.ts';
import { createAccount, deleteAccount, updateByPlatform } from '../resources/accounts.ts';
import { platformAccountView } from '../views/account-views.ts';
import { accountUserView } from '../views/user-views.ts';
import { grant, permissibleAccount } from './permissibles.ts';
import type { PlatformEnv } from './platform-routes.ts';

export function accountRoutes(chatwoot: Chatwoot): Hono<PlatformEnv> {
  const { state } = chatwoot;
  const app = new Hono<PlatformEnv>();

  app.get('/', () => {
    const ids = state.permissibles.filter((entry) => entry.type === 'Account').map((entry) => entry.id);
    const accounts = ids.map((id) => state.accounts.find((account) => account.id === id));
    // Rule 22: one deleted account breaks this list for good.
    if (accounts.includes(undefined)) throw crash('a permissible without its account');
    return json(accounts.filter((account) => account !== undefined).map(platformAccountView));
  });
  app.post('/', (c) => {
    const account = createAccount(chatwoot, c.var.params);
    grant(chatwoot, 'Account', account.id);
    chatwoot.changed();
    return json(platformAccountView(account));
  });
  app.get('/:id', (c) => json(platformAccountView(permissibleAccount(chatwoot, c.req.param('id')))));
  app.on(['PATCH', 'PUT'], '/:id', (c) => {
    const account = permissibleAccount(chatwoot, c.req.param('id'));
    updateByPlatform(account, c.var.params);
    chatwoot.changed();
    return json(platformAccountView(account));
  });
  app.delete('/:id', (c) => {
    const account = permissibleAccount(chatwoot, c.req.param('id'));
    chatwoot.later(() => deleteAccount(chatwoot, account));
    return head();
  });

  // Rule 25: the account has to be permissible, the user need not be.
  app.get('/:id/account_users', (c) => {
    const account = permissibleAccount(chatwoot, c.req.param('id'));
    return json(state.accountUsers.filter((row) => row.account_id === account.id).map(accountUserView));
  });
  app.post('/:id/account_users', (c) => {
    const account = permissibleAccount(chatwoot, c.req.param('id'));
    const member = upsertAccountUser(chatwoot, account, c.var.params);
    chatwoot.changed();
    return json(accountUserView(member));
  });
  app.delete('/:id/account_users', (c) => {
    const account = permissibleAccount(chatwoot, c.req.param('id'));
    removeAccountUser(chatwoot, account, int(c.var.params.user_id));
    chatwoot.changed();
    return head();
  });
  return app;
}
