import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { chatSessionAnswerSchema, chatSessionRequestSchema, sessionClaimedSchema } from '../../contract/sessions.ts';
import { AppError } from '../errors.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import { ownPage, type StoreEnv } from '../http/store-origin.ts';
import { takeCountedProof } from '../identity/index.ts';
import type { Metrics } from '../observability/metrics.ts';
import { requestSession } from './request-session.ts';
import { noteClaimed } from './session-claim.ts';
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

const claimed = createRoute({
  method: 'post',
  path: `${route.path}/{requestId}/claimed`,
  tags: ['Chat'],
  summary: 'Say that this browser holds the session’s token',
  description: 'Nobody is given it again. Needs the secret that the session was asked for with.',
  request: {
    params: z.object({ storeKey: z.string(), requestId: z.uuid() }),
    body: { required: true, content: { 'application/json': { schema: sessionClaimedSchema } } },
  },
  responses: { 204: { description: 'Noted.' }, ...errorAnswers(400, 403, 404, 413, 429) },
});

/** Each new session is a row at Chatwoot: a page needs one, an office behind one address some dozens. */
const perMinute = 60;

export function chatSessionRoutes(deps: SessionDeps & LimitDeps, metrics: Metrics) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  app.use(route.getRoutingPath(), rateLimit(deps, 'chat-sessions', perMinute, 60));
  app.openapi(route, async (c) => {
    const shopper = { userAgent: c.req.header('user-agent'), acceptLanguage: c.req.header('accept-language') };
    const { store, logger } = c.var;
    const asked = c.req.valid('json');
    const request = { ...asked, page: ownPage(asked.page, store) };
    const proof =
      request.jwt === undefined ? undefined : await takeCountedProof({ ...deps, metrics, logger }, store, request);
    const answer = await requestSession(deps, store, request, shopper, c.var.requestId, proof);
    metrics.sessions.inc({ answer: answer.state === 'ready' ? 'ready' : answer.reason });
    return c.json(answer, 200, { 'cache-control': 'no-store' });
  });

  app.use(claimed.getRoutingPath(), rateLimit(deps, 'chat-sessions-claimed', perMinute, 60));
  app.openapi(claimed, async (c) => {
    const { requestId } = c.req.valid('param');
    const { claimSecret } = c.req.valid('json');
    const storeId = c.var.store.id;
    const isNoted = await deps.database.inStore(storeId, (tx) =>
      noteClaimed(tx, storeId, requestId, claimSecret, deps.now()),
    );
    if (!isNoted) throw new AppError('not_found', 'This store has given no such session, or under another secret.');
    return c.body(null, 204);
  });
  return app;
}
