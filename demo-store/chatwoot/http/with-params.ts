import type { MiddlewareHandler } from 'hono';
import { missingRootKey } from './failures.ts';
import { isRecord, type Params } from './params.ts';
import { readParams } from './read-params.ts';

export type ParamsVariables = { params: Params; isJson: boolean };

/** Reads query and body once. A body that is no JSON is refused here, before any controller (rule 28). */
export const withParams: MiddlewareHandler<{ Variables: ParamsVariables }> = async (c, next) => {
  c.set('params', await readParams(c.req.raw));
  c.set('isJson', (c.req.header('content-type') ?? 'application/json').startsWith('application/json'));
  await next();
};

/**
 * The parameters under a root key. Rails wraps flat JSON by itself, so both forms work; a form has to be wrapped.
 * @throws Failure 422 `param is missing …`
 */
export function underRootKey(key: string, { params, isJson }: ParamsVariables): Params {
  const wrapped = params[key];
  if (isRecord(wrapped) && Object.keys(wrapped).length > 0) return wrapped;
  if (isJson && Object.keys(params).length > 0) return params;
  throw missingRootKey(key);
}
