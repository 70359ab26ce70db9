import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { ErrorBody } from '../../contract/errors.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import { answerHeaders } from './answer-headers.ts';
import type { AppEnv } from './app-env.ts';

const statuses: Record<ErrorCode, ContentfulStatusCode> = {
  invalid_request: 400,
  idempotency_key_missing: 400,
  origin_not_allowed: 403,
  identity_mode_server: 403,
  tracking_off: 403,
  proof_refused: 403,
  api_key_refused: 401,
  signature_refused: 401,
  not_found: 404,
  store_not_found: 404,
  idempotency_key_reused: 409,
  payload_too_large: 413,
  file_refused: 415,
  too_many_files: 409,
  work_needed: 428,
  rate_limited: 429,
  not_ready: 503,
};

/** The one place where a code becomes a status and a body. */
function errorResponse(c: Context<AppEnv>, error: AppError): Response {
  const body: ErrorBody = { error: { code: error.code, message: error.message, requestId: c.var.requestId } };
  return c.json(body, statuses[error.code], { ...answerHeaders(c), 'cache-control': 'no-store', ...error.headers });
}

/** Refusals are answered in their own words; anything unexpected is logged whole and answered with a bare 500. */
export function handleErrors(logger: Logger): ErrorHandler<AppEnv> {
  return (error, c) => {
    if (error instanceof AppError) return errorResponse(c, error);
    if (error instanceof HTTPException && error.status < 500) {
      return errorResponse(c, new AppError('invalid_request', error.message || 'The request cannot be read.'));
    }
    const { requestId } = c.var;
    logger.error({ requestId, err: error }, 'unexpected error');
    const message = 'Something went wrong on our side. Quote the request id when you ask about it.';
    const body: ErrorBody = { error: { code: 'internal_error', message, requestId } };
    return c.json(body, 500, { ...answerHeaders(c), 'cache-control': 'no-store' });
  };
}

export const handleNotFound: NotFoundHandler<AppEnv> = (c) =>
  errorResponse(c, new AppError('not_found', `There is nothing at ${c.req.path}.`));
