import { createMiddleware } from 'hono/factory';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import { limitKey } from './client-address.ts';
import type { StoreEnv } from './store-origin.ts';

/**
 * At most `points` requests per address and store in `seconds`, counted in this process.
 * Answers 429 with `Retry-After` in seconds.
 */
export function rateLimit(name: string, points: number, seconds: number) {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  return createMiddleware<StoreEnv>(async (c, next) => {
    try {
      await limiter.consume(`${c.var.store.id} ${limitKey(c.var.address)}`);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const waitSeconds = Math.ceil(refusal.msBeforeNext / 1000);
      throw new AppError('rate_limited', `Too many requests from this address. Try again in ${waitSeconds} s.`, {
        headers: { 'retry-after': String(waitSeconds) },
      });
    }
    return next();
  });
}
