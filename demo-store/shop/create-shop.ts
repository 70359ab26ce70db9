import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { accountRoutes } from './account-routes.ts';
import { cartRoutes } from './cart-routes.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import { checkoutRoutes } from './checkout-routes.ts';
import { consentRoutes } from './consent-routes.ts';
import { qaRoutes } from './qa-routes.ts';
import { readSession } from './sessions.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import { showPage } from './show-page.ts';
import { staticFiles } from './static-files.ts';
import { strictCsp } from './strict-csp.ts';

const maxFormBytes = 64 * 1024;

/** The shop as an app without a port: static files, then pages with session, policy and same-origin forms. */
export function createShop(deps: ShopDeps): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();
  app.use(async (c, next) => {
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin');
  });
  app.route('/', staticFiles());
  app.get('/favicon.ico', (c) => c.redirect('/pictures/favicon.svg', 301));
  app.use(bodyLimit({ maxSize: maxFormBytes }), csrf(), readSession(deps), strictCsp(deps));
  for (const routes of [catalogueRoutes, cartRoutes, checkoutRoutes, consentRoutes, accountRoutes, qaRoutes]) {
    app.route('/', routes(deps));
  }
  app.notFound((c) => showPage(c, deps, { template: 'not-found', title: 'Page not found', status: 404 }));
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse();
    console.error('The shop could not answer', c.req.method, c.req.path, error);
    return showPage(c, deps, { template: 'failed', title: 'Something broke', status: 500 });
  });
  return app;
}
