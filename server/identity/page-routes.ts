import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { identityAnswerSchema, identityRequestSchema } from '../../contract/identity.ts';
import { AppError } from '../errors.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import type { Metrics } from '../observability/metrics.ts';
import { type SignIdentityDeps, signIdentity } from './sign-identity.ts';
import { takeCountedProof } from './take-counted-proof.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/stores/{storeKey}/identity',
  tags: ['Identity'],
  summary: 'What the SDK’s `setUser` needs for a customer who is proven',
  description:
    'From the store’s own origins, without credentials, and only for a store that has chosen `--identity-mode page`. ' +
    'Whatever is wrong with the proof, the refusal is the same.',
  request: {
    params: z.object({ storeKey: z.string() }),
    body: { required: true, content: { 'application/json': { schema: identityRequestSchema } } },
  },
  responses: {
    200: {
      description: 'Call `$chatwoot.setUser(identifier, user)` with it.',
      content: { 'application/json': { schema: identityAnswerSchema } },
    },
    ...errorAnswers(400, 403, 404, 413, 429),
  },
});

/** As many as a browser may ask for sessions. */
const perMinute = 60;

export function pageIdentityRoutes(deps: SignIdentityDeps & LimitDeps & { metrics: Metrics }) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  app.use(route.getRoutingPath(), rateLimit(deps, 'identity', perMinute, 60));
  app.openapi(route, async (c) => {
    const { store, requestId, logger } = c.var;
    if (store.identityMode !== 'page') {
      const message =
        'Our server tells Chatwoot who a customer is. `stores set --identity-mode page` lets pages do it.';
      throw new AppError('identity_mode_server', message);
    }
    const proof = await takeCountedProof({ ...deps, logger }, store, c.req.valid('json'));
    if (proof.state === 'refused') {
      throw new AppError('proof_refused', 'The proof does not count. Ask the shop for a new one.');
    }
    const answer = await signIdentity(deps, store, proof.customer, requestId);
    return c.json(answer, 200, { 'cache-control': 'no-store' });
  });
  return app;
}
