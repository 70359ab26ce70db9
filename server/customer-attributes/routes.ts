import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import { type ApiKeyDeps, requireApiKey } from '../identity/index.ts';
import { attributesSchema, type SetAttributesDeps, setAttributes } from './set-attributes.ts';

// The customer is in the body: addresses end up in logs.
const route = createRoute({
  method: 'put',
  path: '/v1/stores/{storeKey}/customer-attributes',
  tags: ['Identity'],
  summary: 'What the shop knows about a customer, for agents to see',
  description:
    'For the shop’s own server, with an API key of the store; never from a browser. Replaces what was said before: ' +
    'what is left out is taken away.',
  request: {
    params: z.object({ storeKey: z.string() }),
    headers: z.object({ authorization: z.string().optional().describe('`Bearer sfa_…`') }),
    body: { required: true, content: { 'application/json': { schema: attributesSchema } } },
  },
  responses: {
    202: { description: 'Kept; it is written to the customer’s contact in Chatwoot within seconds.' },
    ...errorAnswers(400, 401, 413, 429),
  },
});

const perMinute = 600;

/** For shops' servers: no `Origin` is asked for, an API key is. Mounted before what is for browsers. */
export function customerAttributeRoutes(deps: SetAttributesDeps & ApiKeyDeps & LimitDeps) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  const path = route.getRoutingPath();
  app.use(path, requireApiKey(deps), rateLimit(deps, 'customer-attributes', perMinute, 60));
  app.openapi(route, async (c) => {
    await setAttributes(deps, c.var.store, c.req.valid('json'), c.var.requestId);
    return c.body(null, 202, { 'cache-control': 'no-store' });
  });
  return app;
}
