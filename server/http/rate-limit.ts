import { createMiddleware } from 'hono/factory';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import { limitKey } from './client-address.ts';
import type { StoreEnv } from './store-origin.ts';

/**
 * Counts one more for a key, in this process: several together let through as many times more.
 * @throws AppError `rate_limited` when there are too many, with when to come back
 */
export type Limiter = (key: string) => Promise<void>;

/** At most `points` of a key in `seconds`. */
export function createLimiter(name: string, points: number, seconds: number): Limiter {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const waitSeconds = Math.ceil(refusal.msBeforeNext / 1000);
      throw new AppError('rate_limited', `Too many requests. Try again in ${waitSeconds} s.`, {
        headers: { 'retry-after': String(waitSeconds) },
      });
    }
  };
}

/**
 * At most `points` requests per address and store in `seconds`.
 * Answers 429 with `Retry-After` in seconds.
 */
export function rateLimit(name: string, points: number, seconds: number) {
  const count = createLimiter(name, points, seconds);
  return createMiddleware<StoreEnv>(async (c, next) => {
    await count(addressKey(c.var.store.id, c.var.address));
    return next();
  });
}

/** Whom a limit per address and store counts as one. */
export function addressKey(storeId: string, address: string): string {
  return `${storeId} ${limitKey(address)}`;
}
