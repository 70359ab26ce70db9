import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { createUser, deleteUser, loginLink, updateUser, userByEmail } from '../resources/users.ts';
import { platformUserView } from '../views/user-views.ts';
import { grant, permissibleUser } from './permissibles.ts';
import type { PlatformEnv } from './platform-routes.ts';

export function userRoutes(chatwoot: Chatwoot): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();

  app.post('/', (c) => {
    // Rule 24: a known address gives that user as they are, access token included, and the right to touch them.
    const user = userByEmail(chatwoot, c.var.params.email) ?? createUser(chatwoot, c.var.params);
    grant(chatwoot, 'User', user.id);
    chatwoot.changed();
    return json(platformUserView(chatwoot, user));
  });
  app.get('/:id', (c) => json(platformUserView(chatwoot, permissibleUser(chatwoot, c.req.param('id')))));
  app.on(['PATCH', 'PUT'], '/:id', (c) => {
    const user = permissibleUser(chatwoot, c.req.param('id'));
    updateUser(chatwoot, user, c.var.params);
    chatwoot.changed();
    return json(platformUserView(chatwoot, user));
  });
  app.delete('/:id', (c) => {
    const user = permissibleUser(chatwoot, c.req.param('id'));
    chatwoot.later(() => deleteUser(chatwoot, user));
    return head();
  });

  app.get('/:id/login', (c) => {
    const url = loginLink(chatwoot, permissibleUser(chatwoot, c.req.param('id')));
    chatwoot.changed();
    return json({ url });
  });
  app.post('/:id/token', (c) => {
    const { access_token, id, name, display_name, email, pubsub_token } = permissibleUser(chatwoot, c.req.param('id'));
    return json({ access_token, expiry: null, user: { id, name, display_name, email, pubsub_token } });
  });
  return app;
}
