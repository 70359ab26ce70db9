import type { SharedRedis } from '../http/redis.ts';

/** Which message each solution was taken for, until its challenge ends. */
export interface SpentWork {
  /** Whether this solution counts for this message: the first that came with it. */
  isFor(solution: string, message: string, endsAt: number): Promise<boolean>;
}

/**
 * Without Redis, or while it is away, each of several processes takes a solution once, and a new one takes it again,
 * for ten minutes at most. So much is work still worth.
 */
export function createSpentWork(now: () => Date, redis?: SharedRedis): SpentWork {
  const messages = new Map<string, { message: string; endsAt: number }>();

  function isForHere(solution: string, message: string, endsAt: number): boolean {
    const known = messages.get(solution);
    if (known) return known.message === message;
    // The oldest come first: behind one that still counts there is little to forget.
    for (const [other, { endsAt: end }] of messages) {
      if (end >= now().getTime()) break;
      messages.delete(other);
    }
    messages.set(solution, { message, endsAt });
    return true;
  }

  async function isForEverywhere(shared: SharedRedis, solution: string, message: string, endsAt: number) {
    const key = shared.keyOf('spent-work', solution);
    const value = shared.keyOf('message', message);
    return shared.ask(async () => {
      const isNew = await shared.client.set(key, value, 'PX', Math.max(endsAt - now().getTime(), 1), 'NX');
      return isNew !== null || (await shared.client.get(key)) === value;
    });
  }

  return {
    async isFor(solution, message, endsAt) {
      const everywhere = redis && (await isForEverywhere(redis, solution, message, endsAt));
      return isForHere(solution, message, endsAt) && everywhere !== false;
    },
  };
}
