import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';

/** Whether to ask a Chatwoot now. `leave`: to be called when done with it. */
type Turn = { state: 'asked'; leave(): void } | { state: 'away' } | { state: 'crowded' };

/** What this process knows of each Chatwoot, by its address. */
export interface Breakers {
  /**
   * `away`: it has not answered several times in a row, and it is too early to try. `crowded`: it has its share of what
   * this process does at a time, and the rest is for others.
   */
  enter(baseUrl: string): Turn;
  /**
   * `fetch` that notes how this Chatwoot answers. While it is away one request in a while goes there, to see; the
   * others fail at once with cockatiel's `BrokenCircuitError`.
   */
  fetchOf(baseUrl: string): typeof fetch;
}

interface BreakerOptions {
  /** How many requests without an answer, one after the other, mean that it is away. */
  failures?: number;
  /** How long nobody asks then, milliseconds. */
  probeAfterMs?: number;
  /** How many sessions may be brought to one Chatwoot at a time; asked each time. */
  mostAtOnce?(): number;
}

export function createBreakers(options: BreakerOptions = {}): Breakers {
  const { failures = 5, probeAfterMs = 5000, mostAtOnce = () => Number.POSITIVE_INFINITY } = options;
  const known = new Map<string, ReturnType<typeof createBreaker>>();

  function of(baseUrl: string) {
    const one = known.get(baseUrl) ?? createBreaker(failures, probeAfterMs);
    known.set(baseUrl, one);
    return one;
  }

  return {
    enter(baseUrl) {
      const one = of(baseUrl);
      if (one.isAway()) return { state: 'away' };
      if (one.inside >= mostAtOnce()) return { state: 'crowded' };
      one.inside += 1;
      const leave = () => {
        one.inside -= 1;
      };
      return { state: 'asked', leave };
    },
    fetchOf: (baseUrl) => (input, init) => of(baseUrl).fetch(input, init),
  };
}

function createBreaker(failures: number, probeAfterMs: number) {
  const policy = circuitBreaker(handleAll.orWhenResult(isTrouble), {
    halfOpenAfter: probeAfterMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  let openedAt = 0;
  policy.onBreak(() => {
    openedAt = Date.now();
  });
  return {
    inside: 0,
    isAway: () =>
      policy.state === CircuitState.HalfOpen ||
      (policy.state === CircuitState.Open && Date.now() < openedAt + probeAfterMs),
    fetch: async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
      // cockatiel would let it wait for the one that is asking, and its time would run.
      if (policy.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
      return policy.execute(() => fetch(input, init));
    },
  };
}

/** Its own errors, a proxy's, and its limit for an address: all are about the whole installation. */
function isTrouble(answer: unknown): boolean {
  // No `instanceof`: the HTTP server puts a class of its own in the place of `Response`.
  const { status = 0 } = answer as Partial<Response>;
  return status >= 500 || status === 429;
}
