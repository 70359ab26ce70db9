import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import type { StoreDirectory } from '../stores/index.ts';
import { activeSecrets } from './identity-keys.ts';
import { isSame, maxAgeSeconds, signProof } from './signed-proof.ts';
import type { IdentityDeps } from './take-proof.ts';

const proofRequestSchema = z.strictObject({
  customerId: z.string().min(1).max(255).describe('The shop’s own id of the customer who is signed in.'),
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
export function identityRoutes(deps: IdentityDeps & { directory: StoreDirectory }) {
  const app = new OpenAPIHono<AppEnv & StoreEnv>({ defaultHook: refuseInvalid });
  app.use(proofRoute.getRoutingPath(), async (c, next) => {
    const store = deps.directory.find(c.req.param('storeKey') ?? '');
    const given = /^Bearer (\S{1,200})$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const keys = store
      ? await deps.database.inStore(store.id, (tx) => activeSecrets(tx, deps.secrets, store.id, 'api'))
      : [];
    // All of them are compared: neither a key nor a store is found out by the time it takes, or by the words.
    const matches = keys.filter((key) => isSame(key, given)).length;
    if (!store || matches === 0) {
      throw new AppError('api_key_refused', 'Send an API key of this store: `Authorization: Bearer sfa_…`.');
    }
    c.set('store', store);
    return next();
  });
  app.use(proofRoute.getRoutingPath(), rateLimit('identity-proofs', perMinute, 60));
  app.openapi(proofRoute, async (c) => {
    const { customerId, challenge } = c.req.valid('json');
    const { store } = c.var;
    const [key] = await deps.database.inStore(store.id, (tx) => activeSecrets(tx, deps.secrets, store.id, 'proof'));
    if (!key)
      throw new AppError('proof_refused', 'The store has no key for proofs: `storefront-chat identity rotate`.');
    const exp = Math.floor(deps.now().getTime() / 1000) + maxAgeSeconds;
    const jwt = await signProof({ sub: customerId, jti: randomUUID(), exp, challenge }, store.key, key);
    return c.json({ jwt }, 200, { 'cache-control': 'no-store' });
  });
  return app;
}
