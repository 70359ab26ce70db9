import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { visitorErasureAnswerSchema, visitorErasureRequestSchema } from '../../contract/consent.ts';
import { eventBatchAnswerSchema, eventBatchSchema, storefrontEventSchema } from '../../contract/events.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { createLimiter, rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import { eraseVisitor } from './erase-visitor.ts';
import type { EventDeps } from './event-deps.ts';
import { recordEvents } from './record-events.ts';

const params = z.object({ storeKey: z.string() });
const tags = ['Events'];
const uncached = { 'cache-control': 'no-store' };

const record = createRoute({
  method: 'post',
  path: '/v1/stores/{storeKey}/events',
  tags,
  summary: 'Tell what a visitor does, with their leave',
  description:
    'For pages of the store whose visitor allowed it. Events are judged one by one and stored once each: a batch may ' +
    'be sent again until it is answered. What an event may be is the schema `Events`.',
  request: { params, body: { required: true, content: { 'application/json': { schema: eventBatchSchema } } } },
  responses: {
    202: {
      description: 'Stored, but for those that are named.',
      content: { 'application/json': { schema: eventBatchAnswerSchema } },
    },
    ...errorAnswers(400, 403, 404, 413, 429),
  },
});

// The visitor is in the body: addresses end up in logs.
const erase = createRoute({
  method: 'post',
  path: '/v1/stores/{storeKey}/visitor-erasures',
  tags,
  summary: 'Forget a visitor who has taken their leave back',
  description: 'Deletes all that was sent under this id, and refuses what still arrives. Safe to repeat.',
  request: {
    params,
    body: { required: true, content: { 'application/json': { schema: visitorErasureRequestSchema } } },
  },
  responses: {
    200: {
      description: 'It is gone: the receipt.',
      content: { 'application/json': { schema: visitorErasureAnswerSchema } },
    },
    ...errorAnswers(400, 403, 404, 413, 429),
  },
});

/**
 * Batches of one minute. A browser sends a few, and keeps what is refused; an office, a school or a telephone company
 * may stand behind one address.
 */
const perMinute = { address: 600, visitor: 60, store: 12_000, erasures: 30 };

/** For browsers. */
export function eventRoutes(deps: EventDeps) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  // In a batch they stand unread, to be judged one by one.
  app.openAPIRegistry.register('Events', z.array(storefrontEventSchema));
  const countVisitor = createLimiter(deps, 'events-of-visitor', perMinute.visitor, 60);
  const countStore = createLimiter(deps, 'events-of-store', perMinute.store, 60);

  app.use(record.getRoutingPath(), rateLimit(deps, 'events-of-address', perMinute.address, 60));
  app.openapi(record, async (c) => {
    const { store, requestId } = c.var;
    const batch = c.req.valid('json');
    // Global Privacy Control: this browser objects, whatever the page has made of it.
    if (c.req.header('sec-gpc') === '1') batch.consent.marketing = false;
    await countVisitor(`${store.id} ${batch.visitorId}`);
    await countStore(store.id);
    return c.json(await recordEvents(deps, store, batch, requestId), 202, uncached);
  });

  app.use(erase.getRoutingPath(), rateLimit(deps, 'visitor-erasures', perMinute.erasures, 60));
  app.openapi(erase, async (c) => {
    const { store, requestId } = c.var;
    const receipt = await eraseVisitor(deps, store, c.req.valid('json').visitorId, requestId);
    return c.json(receipt, 200, uncached);
  });
  return app;
}
