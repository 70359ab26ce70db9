import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import { customerIdSchema } from './customer-id.ts';
import { type ApiKeyDeps, requireApiKey } from './require-api-key.ts';
import { signForCustomer } from './sign-for-customer.ts';

const proofRequestSchema = z.strictObject({
  customerId: customerIdSchema.describe('The shop’s own id of the customer who is signed in.'),
  challenge: z
    .string()
    .regex(/^[\w-]{43}$/, 'should be the challenge that the page was given, 43 characters of base64url')
    .describe('As the page’s `identify` function got it.'),
});

const proofRoute = createRoute({
  method: 'post',
  path: '/v1/stores/{storeKey}/identity/proofs',
  tags: ['Identity'],
  summary: 'Have a proof signed for a customer who is signed in at the shop',
  description: 'For the shop’s own server, with an API key of the store; never from a browser.',
  request: {
    params: z.object({ storeKey: z.string() }),
    headers: z.object({ authorization: z.string().optional().describe('`Bearer sfa_…`') }),
    body: { required: true, content: { 'application/json': { schema: proofRequestSchema } } },
  },
  responses: {
    200: {
      description: 'What the page’s `identify` function resolves with. Good once, for five minutes.',
      content: { 'application/json': { schema: z.object({ jwt: z.string() }) } },
    },
    ...errorAnswers(400, 401, 413, 429),
  },
});

const perMinute = 600;

/** For shops' servers: no `Origin` is asked for, an API key is. Mounted before what is for browsers. */
export function proofRoutes(deps: ApiKeyDeps & LimitDeps) {
  const app = new OpenAPIHono<AppEnv & StoreEnv>({ defaultHook: refuseInvalid });
  app.use(proofRoute.getRoutingPath(), requireApiKey(deps));
  app.use(proofRoute.getRoutingPath(), rateLimit(deps, 'identity-proofs', perMinute, 60));
  app.openapi(proofRoute, async (c) => {
    const { customerId, challenge } = c.req.valid('json');
    const jwt = await signForCustomer(deps, c.var.store, { customerId, challenge });
    if (!jwt)
      throw new AppError('proof_refused', 'The store has no key for proofs: `storefront-chat identity rotate`.');
    return c.json({ jwt }, 200, { 'cache-control': 'no-store' });
  });
  return app;
}
