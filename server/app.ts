import { OpenAPIHono } from '@hono/zod-openapi';
import { createGate } from './abuse/index.ts';
import { analyticsRoutes } from './analytics/index.ts';
import { chatOutcomeRoutes } from './chat-outcomes/index.ts';
import { chatSessionRoutes } from './chat-sessions/index.ts';
import { formRoutes } from './contact-form/index.ts';
import { contactPageRoutes } from './contact-page/index.ts';
import { customerAttributeRoutes } from './customer-attributes/index.ts';
import { AppError } from './errors.ts';
import { eventRoutes, serverEventRoutes } from './events/index.ts';
import { type GuardOptions, guardRoutes } from './guard/index.ts';
import { setAnswerHeaders } from './http/answer-headers.ts';
import type { AppEnv } from './http/app-env.ts';
import type { ClientAddress } from './http/client-address.ts';
import { docsRoutes } from './http/docs-routes.ts';
import { handleErrors, handleNotFound } from './http/error-response.ts';
import { gpcRoute } from './http/gpc-route.ts';
import { healthRoutes } from './http/health-routes.ts';
import { limitBody } from './http/limit-body.ts';
import { plainTextBody } from './http/plain-text-body.ts';
import type { LimitDeps } from './http/rate-limit.ts';
import { requestLog, requestLogger } from './http/request-log.ts';
import { storeOrigin } from './http/store-origin.ts';
import { identityRoutes, pageIdentityRoutes } from './identity/index.ts';
import { createQueueMeter } from './observability/measure-queues.ts';
import { shopifyWebhookRoutes } from './shopify/index.ts';
import { storeRoutes, type WidgetAssets } from './stores/index.ts';
import { fileRoutes, type SubmissionDeps, submissionRoutes } from './submissions/index.ts';
import { webhookRoutes } from './webhooks/index.ts';

export interface AppDeps extends SubmissionDeps, LimitDeps {
  clientAddress: ClientAddress;
  assets: WidgetAssets;
  /** Stands before a Chatwoot, if it is to. */
  guard?: GuardOptions;
  /** Rejects while the database does not answer. */
  ping(): Promise<void>;
}

/** A message of 5,000 characters and its page, with room to spare. */
const maxBodyBytes = 64 * 1024;

/** Mounts the capabilities. Each brings its own routes; nothing is decided here. */
export function createApp(deps: AppDeps) {
  const app = new OpenAPIHono<AppEnv>();
  app.onError(handleErrors(deps.logger));
  app.notFound(handleNotFound);

  app.use(requestLog(deps.logger, deps.metrics, deps.clientAddress));
  // The handshake: for any origin, from memory, and with nothing before it that it does not need.
  app.route('/', storeRoutes(deps));

  app.use(requestLogger(deps.logger), setAnswerHeaders);
  // Bodies pass it as they are, and files are larger than what we take ourselves.
  if (deps.guard) app.route('/', guardRoutes(deps.guard));
  // Signed over the bytes that came, and from servers: with a limit of its own, before all that is for browsers.
  app.route('/', webhookRoutes(deps));
  app.route('/', shopifyWebhookRoutes(deps));
  const gate = createGate(deps);
  // What a browser sends without a script is encoded at length.
  app.route('/', contactPageRoutes(deps, gate));
  // Files are larger than anything else that we take ourselves.
  app.route('/', fileRoutes(deps));
  app.use(plainTextBody);
  app.use(limitBody(maxBodyBytes, refuseLargeBody));

  app.route('/', healthRoutes({ ...deps, measure: createQueueMeter(deps) }));
  app.route('/', docsRoutes(app));
  app.route('/', gpcRoute());

  // For shops' servers and Shopify's, which have no origin.
  app.route('/', identityRoutes(deps));
  app.route('/', customerAttributeRoutes(deps));
  app.route('/', serverEventRoutes(deps));
  app.route('/', analyticsRoutes(deps));

  app.use('/v1/stores/:storeKey/*', storeOrigin(deps.directory));
  app.route('/', pageIdentityRoutes(deps));
  app.route('/', chatSessionRoutes(deps, deps.metrics));
  app.route('/', formRoutes({ ...deps, ...gate }));
  app.route('/', submissionRoutes(deps, gate));
  app.route('/', chatOutcomeRoutes(deps, deps.metrics));
  app.route('/', eventRoutes(deps));
  return app;
}

function refuseLargeBody(): never {
  // Before any store is known, so for any page to read: nothing in it is anybody's.
  const headers = { 'access-control-allow-origin': '*' };
  throw new AppError('payload_too_large', `The body may have ${maxBodyBytes / 1024} KB.`, { headers });
}
