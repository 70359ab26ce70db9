import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { errorAnswers } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import type { StoreDirectory } from '../stores/index.ts';
import { activeSecrets } from './identity-keys.ts';
import { readShopifyRequest, type ShopifyCustomer } from './shopify-request.ts';
import { signForCustomer } from './sign-for-customer.ts';
import type { IdentityDeps } from './take-proof.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/stores/{storeKey}/identity/shopify',
  tags: ['Identity'],
  summary: 'The proof of a customer who is signed in at a Shopify shop',
  description:
    'The target of the app proxy of the shop’s Shopify app: pages ask the shop itself, `/apps/…?challenge=…`, and ' +
    'Shopify signs the question and adds who is signed in. Whatever is wrong with it, the answer is one 401.',
  request: {
    params: z.object({ storeKey: z.string() }),
    query: z.object({
      challenge: z.string().describe('As the page’s `identify` function got it.'),
      shop: z.string().describe('By Shopify, like the four below.'),
      logged_in_customer_id: z.string(),
      path_prefix: z.string(),
      timestamp: z.string(),
      signature: z.string(),
    }),
  },
  responses: {
    200: {
      description: 'What the page’s `identify` function resolves with. Good once, for five minutes.',
      content: { 'application/json': { schema: z.object({ jwt: z.string() }) } },
    },
    204: { description: 'Nobody is signed in at the shop.' },
    ...errorAnswers(401, 429),
  },
});

/** Shopify asks from few addresses for all shoppers of a shop. */
const perMinute = 3000;

const notStored = { 'cache-control': 'no-store' };

interface ShopifyEnv extends StoreEnv {
  Variables: StoreEnv['Variables'] & { customer: ShopifyCustomer | null };
}

type ShopifyDeps = IdentityDeps & { directory: StoreDirectory };

/** For Shopify's servers: no `Origin` is asked for, the signature of the shop's own app is. */
export function shopifyRoutes(deps: ShopifyDeps & LimitDeps) {
  const app = new OpenAPIHono<AppEnv & ShopifyEnv>();
  // Shopify puts what comes after the proxy's path behind the target, a slash alone included.
  for (const path of [route.getRoutingPath(), `${route.getRoutingPath()}/`]) {
    app.use(path, requireShopify(deps));
    app.use(path, rateLimit(deps, 'identity-shopify', perMinute, 60));
    app.get(path, async (c) => {
      const { store, customer } = c.var;
      if (!customer) return c.body(null, 204, notStored);
      const jwt = await signForCustomer(deps, store, customer);
      if (!jwt) throw refusal();
      return c.json({ jwt }, 200, notStored);
    });
  }
  app.openAPIRegistry.registerPath(route);
  return app;
}

/** Lets through what Shopify has signed for this store's shop. */
function requireShopify({ directory, database, secrets, now }: ShopifyDeps) {
  return createMiddleware<ShopifyEnv>(async (c, next) => {
    const store = directory.find(c.req.param('storeKey') ?? '');
    const keys = store ? await database.inStore(store.id, (tx) => activeSecrets(tx, secrets, store.id, 'shopify')) : [];
    const read = readShopifyRequest(new URL(c.req.url).search, keys, store?.shopifyDomain ?? '', now());
    if ('problem' in read) c.var.logger.warn({ problem: read.problem }, 'Shopify request refused');
    if (!store || 'problem' in read) throw refusal();
    c.set('store', store);
    c.set('customer', read.customer);
    return next();
  });
}

/** The same for whatever is wrong: the log says what. */
function refusal() {
  return new AppError(
    'signature_refused',
    'This did not come through the app proxy of the shop’s own Shopify app, or not just now.',
  );
}
