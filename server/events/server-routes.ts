import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { eventBatchAnswerSchema, serverEventBatchSchema } from '../../contract/events.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { createLimiter } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import { type ApiKeyDeps, requireApiKey } from '../identity/index.ts';
import type { EventDeps } from './event-deps.ts';
import { recordServerEvents } from './record-server-events.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/stores/{storeKey}/server-events',
  tags: ['Events'],
  summary: 'Tell what the shop’s own server has seen',
  description:
    'For the shop’s own server, with an API key of the store; never from a browser. That the customer or visitor ' +
    'allows it is the shop’s to know. Events are judged one by one and stored once each.',
  request: {
    params: z.object({ storeKey: z.string() }),
    headers: z.object({ authorization: z.string().optional().describe('`Bearer sfa_…`') }),
    body: { required: true, content: { 'application/json': { schema: serverEventBatchSchema } } },
  },
  responses: {
    202: {
      description: 'Stored, but for those that are named.',
      content: { 'application/json': { schema: eventBatchAnswerSchema } },
    },
    ...errorAnswers(400, 401, 403, 413, 429),
  },
});

/** Batches of one minute, of a store: its server has few addresses and many customers. */
const perMinute = 3000;

/** For shops' servers: no `Origin` is asked for, an API key is. Mounted before what is for browsers. */
export function serverEventRoutes(deps: EventDeps & ApiKeyDeps) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  const countStore = createLimiter(deps, 'server-events-of-store', perMinute, 60);
  app.use(route.getRoutingPath(), requireApiKey(deps));
  app.openapi(route, async (c) => {
    const { store, requestId } = c.var;
    await countStore(store.id);
    const answer = await recordServerEvents(deps, store, c.req.valid('json'), requestId);
    return c.json(answer, 202, { 'cache-control': 'no-store' });
  });
  return app;
}
