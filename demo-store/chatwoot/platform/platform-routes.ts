import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { frameworkError } from '../http/answers.ts';
import { answerTo, refused } from '../http/failures.ts';
import { type ParamsVariables, withParams } from '../http/with-params.ts';
import { accountRoutes } from './account-routes.ts';
import { userRoutes } from './user-routes.ts';

export type PlatformEnv = { Variables: ParamsVariables };

/** `/platform/api/v1`, for whoever runs the installation. */
export function platformRoutes(chatwoot: Chatwoot): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  app.onError((error) => answerTo(error, () => frameworkError(404)));
  app.use(withParams);
  // Rule 21: only the platform app's own token opens this door; both spellings of the header do.
  app.use(async (c, next) => {
    const token = c.req.header('api_access_token') ?? c.req.header('api-access-token');
    if (token !== chatwoot.platformToken) throw refused(401, 'Invalid access_token');
    await next();
  });
  app.route('/accounts', accountRoutes(chatwoot));
  app.route('/users', userRoutes(chatwoot));
  return app;
}
