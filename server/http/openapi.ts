import type { ZodError } from 'zod';
import { errorBodySchema } from '../../contract/errors.ts';
import { AppError } from '../errors.ts';

const meanings: Record<number, string> = {
  400: 'The request does not fit; `message` names the field.',
  401: 'The API key, or the signature, is missing or not one of the store.',
  403: 'The page’s origin is not among the store’s, a proof does not count, or the owner does not want it.',
  404: 'Unknown store or thing.',
  409: 'The idempotency key was used with another body, or there are as many files as a message may have.',
  413: 'The body is too large.',
  415: 'A file of a kind that is not taken, by its content.',
  428: 'The store asks for a little work first: solve the challenge of `GET …/form`, send it as `checks.work`.',
  429: 'Too many requests; `Retry-After` says for how long to wait, in seconds.',
};

/** The same error shape under each status, for the API description. */
export function errorAnswers(...statuses: number[]) {
  const content = { 'application/json': { schema: errorBodySchema } };
  return Object.fromEntries(
    statuses.map((status) => [status, { description: meanings[status] ?? 'Refused.', content }]),
  );
}

/** Turns what zod found into our error: which field, and what it should be. */
export function refuseInvalid(result: { success: true } | { success: false; error: ZodError }): void {
  if (result.success) return;
  const issues = result.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new AppError('invalid_request', issues.join('; '));
}
