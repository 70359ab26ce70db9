import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { chatOutcomeRoutes } from './chat-outcomes/index.ts';
import { chatSessionRoutes } from './chat-sessions/index.ts';
import { AppError } from './errors.ts';
import type { AppEnv } from './http/app-env.ts';
import type { ClientAddress } from './http/client-address.ts';
import { docsRoutes } from './http/docs-routes.ts';
import { handleError, handleNotFound } from './http/error-response.ts';
import { healthRoutes } from './http/health-routes.ts';
import { plainTextBody } from './http/plain-text-body.ts';
import { requestLog } from './http/request-log.ts';
import { storeOrigin } from './http/store-origin.ts';
import { identityRoutes } from './identity/index.ts';
import { storeRoutes, type WidgetAssets } from './stores/index.ts';
import { type SubmissionDeps, submissionRoutes } from './submissions/index.ts';

export interface AppDeps extends SubmissionDeps {
  clientAddress: ClientAddress;
  assets: WidgetAssets;
  /** Rejects while the database does not answer. */
  ping(): Promise<void>;
}

/** A message of 5,000 characters and its page, with room to spare. */
const maxBodyBytes = 64 * 1024;

/** Mounts the capabilities. Each brings its own routes; nothing is decided here. */
export function createApp(deps: AppDeps) {
  const app = new OpenAPIHono<AppEnv>();
  app.onError(handleError);
  app.notFound(handleNotFound);

  app.use(requestLog(deps.logger, deps.metrics, deps.clientAddress));
  app.use(plainTextBody);
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: refuseLargeBody }));

  app.route('/', healthRoutes(deps));
  app.route('/', docsRoutes(app));
  // Before the routes below: the handshake is for any origin.
  app.route('/', storeRoutes(deps));

  // For shops' servers, which have no origin.
  app.route('/', identityRoutes(deps));

  app.use('/v1/stores/:storeKey/*', storeOrigin(deps.directory));
  app.route('/', chatSessionRoutes(deps, deps.metrics));
  app.route('/', submissionRoutes(deps));
  app.route('/', chatOutcomeRoutes(deps, deps.metrics));
  return app;
}

function refuseLargeBody(): never {
  // Before any store is known, so for any page to read: nothing in it is anybody's.
  const headers = { 'access-control-allow-origin': '*' };
  throw new AppError('payload_too_large', `The body may have ${maxBodyBytes / 1024} KB.`, { headers });
}
