import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { refused } from '../http/failures.ts';
import { underRootKey } from '../http/with-params.ts';
import { upsertAccountUser } from '../resources/account-users.ts';
import { isAboveLimit } from '../resources/accounts.ts';
import { inviteUser, userByEmail } from '../resources/users.ts';
import { membersOfAccount } from '../state/find.ts';
import { agentView } from '../views/user-views.ts';
import { type ApplicationEnv, administratorOnly } from './caller.ts';

export function agentRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();

  app.get('/', (c) => {
    const { id } = c.var.caller.account;
    return json(membersOfAccount(chatwoot, id).map((user) => agentView(chatwoot, user, id)));
  });
  app.post('/', administratorOnly, (c) => {
    const { account } = c.var.caller;
    const params = underRootKey('agent', c.var);
    if (isAboveLimit(account, 'agents', membersOfAccount(chatwoot, account.id).length)) {
      throw refused(402, 'Account limit exceeded. Please purchase more licenses');
    }
    const user = userByEmail(chatwoot, params.email) ?? inviteUser(chatwoot, params);
    upsertAccountUser(chatwoot, account, { user_id: user.id, role: params.role });
    chatwoot.changed();
    return json(agentView(chatwoot, user, account.id));
  });
  return app;
}
