import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../http/app-env.ts';
import type { LimitDeps } from '../http/rate-limit.ts';
import type { StoreDirectory } from '../stores/index.ts';
import { proofRoutes } from './proof-routes.ts';
import { shopifyRoutes } from './shopify-routes.ts';
import type { IdentityDeps } from './take-proof.ts';

/** For servers, which have no `Origin`: the shop's own, and Shopify's. Mounted before what is for browsers. */
export function identityRoutes(deps: IdentityDeps & LimitDeps & { directory: StoreDirectory }) {
  const app = new OpenAPIHono<AppEnv>();
  app.route('/', proofRoutes(deps));
  app.route('/', shopifyRoutes(deps));
  return app;
}
