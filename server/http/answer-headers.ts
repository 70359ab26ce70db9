import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app-env.ts';

/** What every answer of ours carries. */
export function answerHeaders(c: Context<AppEnv>): Record<string, string> {
  return { 'x-request-id': c.get('requestId'), 'x-content-type-options': 'nosniff' };
}

/** Puts them on all answers that handlers make with `c.json`, `c.body` and the like. */
export const setAnswerHeaders = createMiddleware<AppEnv>(async (c, next) => {
  // Before next(): headers set afterwards leave node-server's fast path.
  for (const [name, value] of Object.entries(answerHeaders(c))) c.header(name, value);
  return next();
});
