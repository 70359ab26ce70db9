import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { chatSessionAnswerSchema, chatSessionRequestSchema } from '../../contract/sessions.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import { takeCountedProof } from '../identity/index.ts';
import type { Metrics } from '../observability/metrics.ts';
import { requestSession } from './request-session.ts';
import type { SessionDeps } from './session-deps.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/stores/{storeKey}/chat-sessions',
  tags: ['Chat'],
  summary: 'Ask for the visitor’s session with Chatwoot, at the press',
  description: 'From the store’s own origins, without credentials. `ready` and `unavailable` are both answers.',
  request: {
    params: z.object({ storeKey: z.string() }),
    body: { required: true, content: { 'application/json': { schema: chatSessionRequestSchema } } },
  },
  responses: {
    200: {
      description: 'The session, or why not.',
      content: { 'application/json': { schema: chatSessionAnswerSchema } },
    },
    ...errorAnswers(400, 403, 404, 413, 429),
  },
});

/** Each new session is a row at Chatwoot: a page needs one, an office behind one address some dozens. */
const perMinute = 60;

export function chatSessionRoutes(deps: SessionDeps, metrics: Metrics) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  app.use(route.getRoutingPath(), rateLimit('chat-sessions', perMinute, 60));
  app.openapi(route, async (c) => {
    const shopper = { userAgent: c.req.header('user-agent'), acceptLanguage: c.req.header('accept-language') };
    const request = c.req.valid('json');
    const { store, logger } = c.var;
    const proof =
      request.jwt === undefined ? undefined : await takeCountedProof({ ...deps, metrics, logger }, store, request);
    const answer = await requestSession(deps, store, request, shopper, c.var.requestId, proof);
    metrics.sessions.inc({ answer: answer.state === 'ready' ? 'ready' : answer.reason });
    return c.json(answer, 200, { 'cache-control': 'no-store' });
  });
  return app;
}
