import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { analyticsAnswerSchema, analyticsQuerySchema } from '../../contract/analytics.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import { type ApiKeyDeps, requireApiKey } from '../identity/index.ts';
import { readAnalytics } from './read-analytics.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/stores/{storeKey}/analytics',
  tags: ['Analytics'],
  summary: 'What happened in a store, day by day',
  description:
    'For the shop’s own server, with an API key of the store; never from a browser. Today is counted for the answer, ' +
    'earlier days were: within five minutes of what happened, or an hour for what was told days later.',
  request: {
    params: z.object({ storeKey: z.string() }),
    headers: z.object({ authorization: z.string().optional().describe('`Bearer sfa_…`') }),
    query: analyticsQuerySchema,
  },
  responses: {
    200: { description: 'Numbers.', content: { 'application/json': { schema: analyticsAnswerSchema } } },
    ...errorAnswers(400, 401, 429),
  },
});

const perMinute = 60;

/** For shops' servers: no `Origin` is asked for, an API key is. Mounted before what is for browsers. */
export function analyticsRoutes(deps: ApiKeyDeps & LimitDeps) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  app.use(route.getRoutingPath(), requireApiKey(deps), rateLimit(deps, 'analytics', perMinute, 60));
  app.openapi(route, async (c) => {
    const answer = await readAnalytics(deps, c.var.store, c.req.valid('query'));
    return c.json(answer, 200, { 'cache-control': 'no-store' });
  });
  return app;
}
