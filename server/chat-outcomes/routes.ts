import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { chatOutcomeSchema } from '../../contract/chat-outcomes.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import type { Metrics } from '../observability/metrics.ts';
import { countOutcome, type OutcomeDeps } from './count-outcome.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/stores/{storeKey}/chat-outcomes',
  tags: ['Chat'],
  summary: 'Say how a press ended',
  description: 'Counted by store, day and outcome. Nothing about who pressed is asked, kept or logged.',
  request: {
    params: z.object({ storeKey: z.string() }),
    body: { required: true, content: { 'application/json': { schema: chatOutcomeSchema } } },
  },
  responses: { 204: { description: 'Counted.' }, ...errorAnswers(400, 403, 404, 413, 429) },
});

/** A page says it once; an office behind one address has some dozens. */
const perMinute = 60;

export function chatOutcomeRoutes(deps: OutcomeDeps & LimitDeps, metrics: Metrics) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  app.use(route.getRoutingPath(), rateLimit(deps, 'chat-outcomes', perMinute, 60));
  app.openapi(route, async (c) => {
    const counted = c.req.valid('json');
    const { outcome } = counted;
    metrics.outcomes.inc({ outcome });
    metrics.outcomeDuration.observe({ outcome }, counted.ms / 1000);
    await countOutcome(deps, c.var.store.id, counted);
    return c.body(null, 204);
  });
  return app;
}
