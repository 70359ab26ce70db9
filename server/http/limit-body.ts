import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';

/**
 * Refuses bodies of more than `maxBytes`. What says its length is believed without a look at the body: looking makes a
 * whole web request of node's own, and that costs as much as the rest of an answer from memory.
 * @param refuse throws
 */
export function limitBody(maxBytes: number, refuse: () => never) {
  const count = bodyLimit({ maxSize: maxBytes, onError: refuse });
  return createMiddleware(async (c, next) => {
    // Nobody reads a body there.
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return count(c, next);
    return Number(length) > maxBytes ? refuse() : next();
  });
}
