import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { contactChangesSchema, submissionAnswerSchema, submissionRequestSchema } from '../../contract/submissions.ts';
import type { Gate } from '../abuse/index.ts';
import { AppError } from '../errors.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import { ownPage, type StoreEnv } from '../http/store-origin.ts';
import { acceptSubmission } from './accept-submission.ts';
import { addContact, showSubmission } from './add-contact.ts';
import { isKnownSender } from './is-known-sender.ts';
import type { SubmissionDeps } from './submission-deps.ts';

const path = '/v1/stores/{storeKey}/submissions';
const tags = ['Messages'];
const ofStore = z.object({ storeKey: z.string() });
const ofSubmission = ofStore.extend({ id: z.uuid() });
const answer = { 'application/json': { schema: submissionAnswerSchema } };
const uncached = { 'cache-control': 'no-store' };

const accept = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Hand over a message',
  description:
    'Stored with the job that delivers it before this answers. Needs an `Idempotency-Key` header, a uuid: the same ' +
    'key with the same body, `checks` aside, gives the first answer again for 30 days, with another body 409.',
  request: {
    params: ofStore,
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    body: { required: true, content: { 'application/json': { schema: submissionRequestSchema } } },
  },
  responses: {
    202: { description: 'Ours to deliver.', content: answer },
    ...errorAnswers(400, 403, 404, 409, 413, 428, 429),
  },
});

const show = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'What has become of a message',
  request: { params: ofSubmission },
  responses: { 200: { description: 'Its state now.', content: answer }, ...errorAnswers(403, 404, 429) },
});

const contact = createRoute({
  method: 'put',
  path: `${path}/{id}/contact`,
  tags,
  summary: 'Say where the shop may answer',
  description: 'Claimed by the shopper, never proven, and labelled so for agents.',
  request: {
    params: ofSubmission,
    body: { required: true, content: { 'application/json': { schema: contactChangesSchema } } },
  },
  responses: { 200: { description: 'Noted.', content: answer }, ...errorAnswers(400, 403, 404, 413, 429) },
});

/** A box that waits asks every five seconds at the most often. */
const looksPerMinute = 1200;

export function submissionRoutes(deps: SubmissionDeps & LimitDeps, gate: Gate) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  const countAddress = createMiddleware<StoreEnv>(async (c, next) => {
    await gate.countAddress(c.var.store, c.var.address);
    return next();
  });

  app.post(accept.getRoutingPath(), countAddress);
  app.openapi(accept, async (c) => {
    const key = z.uuid().safeParse(c.req.valid('header')['idempotency-key']);
    if (!key.success) throw new AppError('idempotency_key_missing', 'Send an Idempotency-Key header with a uuid.');
    const idempotencyKey = key.data;
    const { store, requestId } = c.var;
    const { checks, ...message } = c.req.valid('json');
    const isKnown = () => isKnownSender(deps.database, store.id, idempotencyKey, message.requestId);
    const admitted = await gate.admit(store, { ...message, checks, idempotencyKey, isKnown });
    const written = { ...message, page: ownPage(message.page, store) };
    const shopper = { userAgent: c.req.header('user-agent'), acceptLanguage: c.req.header('accept-language') };
    const isHeld = admitted === 'held';
    const accepted = await acceptSubmission(deps, store, idempotencyKey, written, shopper, requestId, isHeld);
    return c.json(accepted, 202, uncached);
  });

  app.get(show.getRoutingPath(), rateLimit(deps, 'submission-looks', looksPerMinute, 60));
  app.openapi(show, async (c) => {
    return c.json(await showSubmission(deps, c.var.store, c.req.valid('param').id), 200, uncached);
  });

  app.put(contact.getRoutingPath(), countAddress);
  app.openapi(contact, async (c) => {
    const { store, requestId } = c.var;
    const noted = await addContact(deps, store, c.req.valid('param').id, c.req.valid('json'), requestId);
    return c.json(noted, 200, uncached);
  });

  return app;
}
