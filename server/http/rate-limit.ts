import { createMiddleware } from 'hono/factory';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import { limitKey } from './client-address.ts';
import type { SharedRedis } from './redis.ts';
import type { StoreEnv } from './store-origin.ts';

export interface LimitDeps {
  /** Processes that share it count together; without it, and while it is away, each counts what comes to itself. */
  redis?: SharedRedis | undefined;
}

/**
 * Counts one more for a key.
 * @throws AppError `rate_limited` when there are too many, with when to come back
 */
export type Limiter = (key: string) => Promise<void>;

/** At most `points` of a key in `seconds`. @param name unlike that of all other limits */
export function createLimiter({ redis }: LimitDeps, name: string, points: number, seconds: number): Limiter {
  const alone = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  const together =
    redis && new RateLimiterRedis({ storeClient: redis.client, keyPrefix: '', points, duration: seconds });
  return async (key) => {
    const shared = together && (await redis?.ask(() => countIn(together, redis.keyOf(name, key))));
    const { consumedPoints, msBeforeNext } = shared ?? (await countIn(alone, key));
    if (consumedPoints <= points) return;
    const waitSeconds = Math.ceil(msBeforeNext / 1000);
    throw new AppError('rate_limited', `Too many requests. Try again in ${waitSeconds} s.`, {
      headers: { 'retry-after': String(waitSeconds) },
    });
  };
}

/** The library throws what it has counted when that is too much, and an Error when it could not count. */
async function countIn(limiter: RateLimiterMemory | RateLimiterRedis, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  }
}

/**
 * At most `points` requests per address and store in `seconds`.
 * Answers 429 with `Retry-After` in seconds.
 */
export function rateLimit(deps: LimitDeps, name: string, points: number, seconds: number) {
  const count = createLimiter(deps, name, points, seconds);
  return createMiddleware<StoreEnv>(async (c, next) => {
    await count(addressKey(c.var.store.id, c.var.address));
    return next();
  });
}

/** Whom a limit per address and store counts as one. */
export function addressKey(storeId: string, address: string): string {
  return `${storeId} ${limitKey(address)}`;
}
