import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { limitBody } from '../http/limit-body.ts';
import { errorAnswers } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import { activeSecrets } from '../identity/index.ts';
import type { StoreDirectory } from '../stores/index.ts';
import type { SubmissionDeps } from '../submissions/index.ts';
import { readWebhook } from './read-webhook.ts';
import { takeWebhook } from './take-webhook.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/stores/{storeKey}/shopify/webhooks',
  tags: ['Shopify'],
  summary: 'What Shopify reports of a shop’s app',
  description:
    'For Shopify’s servers: `app/uninstalled`, and the compliance topics `customers/data_request`, ' +
    '`customers/redact`, `shop/redact`. Signed with the client secret of the app; a repeat is answered and done once.',
  request: {
    params: z.object({ storeKey: z.string() }),
    headers: z.object({
      'x-shopify-hmac-sha256': z.string().describe('HMAC-SHA256 of the body, as base64.'),
      'x-shopify-topic': z.string(),
      'x-shopify-shop-domain': z.string(),
      'x-shopify-webhook-id': z.string().describe('The same on every try.'),
    }),
    body: { required: true, content: { 'application/json': { schema: z.looseObject({}) } } },
  },
  responses: {
    200: {
      description: 'Taken; `repeat`: it had been before.',
      content: { 'application/json': { schema: z.object({ taken: z.enum(['taken', 'repeat']) }) } },
    },
    ...errorAnswers(401, 413, 429),
  },
});

/** What we are sent names a customer and a list of orders. */
const maxBodyBytes = 512 * 1024;
const perMinute = 600;

type WebhookDeps = SubmissionDeps & LimitDeps;

/** For Shopify's servers, which have no origin. Bodies are never logged: they say who somebody is. */
export function shopifyWebhookRoutes(deps: WebhookDeps) {
  const app = new OpenAPIHono<AppEnv & StoreEnv>();
  const path = route.getRoutingPath();
  app.use(path, requireStore(deps.directory), rateLimit(deps, 'shopify-webhooks', perMinute, 60));
  app.post(path, limitBody(maxBodyBytes, refuseLargeBody), async (c) => {
    const { store, requestId, logger } = c.var;
    const header = (name: string) => c.req.header(`x-shopify-${name}`)?.slice(0, 255) ?? '';
    const [signature, topic, shop, deliveryId] = ['hmac-sha256', 'topic', 'shop-domain', 'webhook-id'].map(header);
    // Before the body is read and the database is asked: what Shopify sends always has all four.
    if (!signature || !topic || !shop || !deliveryId) throw refusal();
    const body = new Uint8Array(await c.req.arrayBuffer());
    const secrets = await deps.database.inStore(store.id, (tx) => activeSecrets(tx, deps.secrets, store.id, 'shopify'));
    const webhook = readWebhook({ signature, topic, shop, body }, secrets, store.shopifyDomain);
    if ('problem' in webhook) {
      logger.warn({ problem: webhook.problem }, 'Shopify webhook refused');
      throw refusal();
    }
    const taken = await takeWebhook(deps, store, webhook, { deliveryId, requestId });
    logger.info({ storeId: store.id, topic, taken }, 'Shopify webhook');
    return c.json({ taken });
  });
  app.openAPIRegistry.registerPath(route);
  return app;
}

function requireStore(directory: StoreDirectory) {
  return createMiddleware<StoreEnv>(async (c, next) => {
    const store = directory.find(c.req.param('storeKey') ?? '');
    if (!store) throw refusal();
    c.set('store', store);
    return next();
  });
}

/** The same for whatever is wrong: the log says what. */
function refusal() {
  return new AppError('signature_refused', 'This did not come from Shopify, for the shop of this store.');
}

function refuseLargeBody(): never {
  throw new AppError('payload_too_large', `The body may have ${maxBodyBytes / 1024} KB.`);
}
