import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { formAnswerSchema, type WorkChallenge } from '../../contract/form.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import type { ServedStore } from '../stores/index.ts';
import { formAnswer } from './form-answer.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/stores/{storeKey}/form',
  tags: ['Messages'],
  summary: 'What the store’s contact form asks, in one language',
  description:
    'Asked for when the form is shown. Never cached: with it may come work to be done before a message is taken.',
  request: {
    params: z.object({ storeKey: z.string() }),
    query: z.object({
      locale: z
        .string()
        .max(35)
        .optional()
        .describe('BCP 47. Where the owner has no words in it: its first part, the store’s own language, any.'),
    }),
  },
  responses: {
    200: { description: 'The form.', content: { 'application/json': { schema: formAnswerSchema } } },
    ...errorAnswers(400, 403, 404, 429),
  },
});

/** A box asks once; an office behind one address has some dozens. */
const perMinute = 60;

export interface FormRouteOptions extends LimitDeps {
  /** Work that this store wants of a browser before it takes a message; undefined: none now. */
  challengeOf?(store: ServedStore): Promise<WorkChallenge | undefined>;
}

export function formRoutes(options: FormRouteOptions = {}) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  app.use(route.getRoutingPath(), rateLimit(options, 'form', perMinute, 60));
  app.openapi(route, async (c) => {
    const { store } = c.var;
    const work = await options.challengeOf?.(store);
    const form = formAnswer(store, c.req.valid('query').locale);
    return c.json({ ...form, ...(work && { work }) }, 200, { 'cache-control': 'no-store' });
  });
  return app;
}
