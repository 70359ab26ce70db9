import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { type SignedInEnv, signedIn } from '../application/caller.ts';
import type { Chatwoot } from '../chatwoot.ts';
import { html, json, recordNotFound } from '../http/answers.ts';
import { answerTo } from '../http/failures.ts';
import { int, record } from '../http/params.ts';
import { clientAddress, isLoopback } from '../http/throttle.ts';
import { type ParamsVariables, withParams } from '../http/with-params.ts';
import { renderDeskPage } from '../pages/desk-page.ts';
import { loginLink, signIn } from '../resources/users.ts';
import { findById } from '../state/find.ts';
import type { Availability } from '../state/rows.ts';
import { profileView } from '../views/user-views.ts';

/** What a user's browser needs before it knows an account: signing in, and who one is. */
export function signInRoutes(chatwoot: Chatwoot): Hono<{ Variables: ParamsVariables }> {
  const app = new Hono<{ Variables: ParamsVariables }>();
  app.onError((error) => answerTo(error, recordNotFound));
  app.use(withParams);

  app.post('/sign_in', (c) => {
    const user = signIn(chatwoot, c.var.params);
    chatwoot.changed();
    // Rule 26: a token that was used or is too old is no better than a wrong one.
    if (user === undefined) {
      return json({ success: false, errors: ['Invalid login credentials. Please try again.'] }, 401);
    }
    return json({ data: profileView(chatwoot, user) });
  });
  return app;
}

export function profileRoutes(chatwoot: Chatwoot): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.onError((error) => answerTo(error, recordNotFound));
  app.use(withParams);
  app.use(signedIn(chatwoot));

  app.get('/', (c) => json(profileView(chatwoot, c.var.user)));
  app.post('/availability', (c) => {
    const wish = record(c.var.params.profile) ?? {};
    for (const member of chatwoot.state.accountUsers) {
      const isMeant = member.user_id === c.var.user.id && member.account_id === int(wish.account_id);
      if (isMeant && isAvailability(wish.availability)) member.availability = wish.availability;
    }
    chatwoot.changed();
    return json(profileView(chatwoot, c.var.user));
  });
  return app;
}

function isAvailability(value: unknown): value is Availability {
  return value === 'online' || value === 'busy' || value === 'offline';
}

/** The agents' desk: one page for every address under `/app`. */
export function deskRoutes(chatwoot: Chatwoot): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const page = () => html(renderDeskPage({ title: 'Agent desk' }), { 'x-frame-options': 'SAMEORIGIN' });

  // The stand-in's own convenience, from this machine only: Chatwoot has nothing like it.
  app.get('/agents.json', (c) => {
    if (!isLoopback(clientAddress(c))) return json({ error: 'Only from this machine' }, 403);
    const agents = chatwoot.state.users.map((user) => agentLine(chatwoot, user.id));
    chatwoot.changed();
    return json(agents);
  });
  app.get('/', page);
  app.get('/login', page);
  app.get('/accounts/*', page);
  return app;
}

function agentLine(chatwoot: Chatwoot, userId: number) {
  const user = findById(chatwoot.state.users, userId);
  const { id, name, email } = user;
  const accounts = profileView(chatwoot, user).accounts.map((account) => ({
    id: account.id,
    name: account.name,
    role: account.role,
  }));
  return { id, name, email, accounts, url: loginLink(chatwoot, user) };
}
