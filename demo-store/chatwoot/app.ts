import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { applicationRoutes } from './application/application-routes.ts';
import { browserFileRoutes } from './browser-files.ts';
import type { Chatwoot } from './chatwoot.ts';
import { deskRoutes, profileRoutes, signInRoutes } from './dashboard/dashboard-routes.ts';
import { fileRoutes } from './files.ts';
import { json, recordNotFound, unknownRoute } from './http/answers.ts';
import { answerTo } from './http/failures.ts';
import { throttle } from './http/throttle.ts';
import { notOfferedRoutes } from './not-offered.ts';
import { platformRoutes } from './platform/platform-routes.ts';
import { publicRoutes } from './public/public-routes.ts';
import { pageRoutes } from './widget/page-routes.ts';
import { widgetRoutes } from './widget/widget-routes.ts';

/** All of the stand-in's HTTP; its sockets are in `cable/`. */
export function createChatwootApp(chatwoot: Chatwoot): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error) => answerTo(error, recordNotFound));
  app.notFound(() => unknownRoute());
  app.use(throttle(chatwoot));
  app.route('/public/api/v1/inboxes', publicRoutes(chatwoot));
  // Everywhere else a preflight is answered without any CORS header, which a browser takes for a no.
  app.options('*', () => new Response(null));

  app.get('/health', () => json({ status: 'woot' }));
  app.get('/api', () => json(installation(chatwoot)));
  app.route('/', browserFileRoutes(chatwoot));
  app.route('/rails/active_storage/blobs/redirect', fileRoutes(chatwoot));
  app.route('/', notOfferedRoutes());
  app.route('/widget', pageRoutes(chatwoot));
  app.route('/api/v1/widget', widgetRoutes(chatwoot));
  app.route('/auth', signInRoutes(chatwoot));
  app.route('/api/v1/profile', profileRoutes(chatwoot));
  app.route('/api/v1/accounts', applicationRoutes(chatwoot));
  app.route('/platform/api/v1', platformRoutes(chatwoot));
  app.route('/app', deskRoutes(chatwoot));
  return app;
}

function installation({ version }: Chatwoot) {
  const timestamp = new Date().toISOString().slice(0, 19).replace('T', ' ');
  return { version, timestamp, queue_services: 'ok', data_services: 'ok' };
}
