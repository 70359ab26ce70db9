/** Whether what somebody does may be brought to Chatwoot now. `leave`: to be called when done. */
type Turn = { state: 'go'; fetch: typeof fetch; leave(): void } | { state: 'wait'; ms: number };

export interface FairShare {
  /** @param send how to reach that Chatwoot; the calls made through `fetch` of the answer are counted */
  enter(storeId: string, baseUrl: string, send: typeof fetch): Turn;
}

export interface FairShareOptions {
  now(): Date;
  /** Calls to one Chatwoot in `windowMs`: half of what it takes from one address, which is 3000 in a minute. */
  calls?: number;
  windowMs?: number;
  /** How many jobs of one store run at a time: fewer than there are places, so that one that is slow leaves some. */
  mostAtOnce?: number;
}

/** Even of very many stores each is shown something. */
const leastCalls = 10;
/** Of what there is this much goes to whoever asks first; the rest is kept for those who have had less than their part. */
const freePart = 0.8;

interface Window {
  endsAt: number;
  /** Store -> calls. */
  calls: Map<string, number>;
  total: number;
  /** Of the window before: how many stores asked, who are likely to ask again, and for how much. */
  before: { stores: number; total: number };
}

/**
 * Shares out what this process asks of each Chatwoot to show what visitors do. As long as there is enough nobody is
 * held back; where it is scarce each store that asks has an equal part, and a quiet one is never behind a busy one.
 */
export function createFairShare({ now, calls = 250, windowMs = 10_000, mostAtOnce = 12 }: FairShareOptions): FairShare {
  const windows = new Map<string, Window>();
  const running = new Map<string, number>();

  function windowOf(baseUrl: string): Window {
    const at = now().getTime();
    const known = windows.get(baseUrl);
    if (known && at < known.endsAt) return known;
    const isNext = known && at < known.endsAt + windowMs;
    const before = isNext ? { stores: known.calls.size, total: known.total } : { stores: 0, total: 0 };
    const window = { endsAt: at + windowMs, calls: new Map<string, number>(), total: 0, before };
    windows.set(baseUrl, window);
    return window;
  }

  function mayGo(storeId: string, window: Window): boolean {
    const used = window.calls.get(storeId) ?? 0;
    window.calls.set(storeId, used);
    const equalPart = Math.floor(calls / Math.max(window.calls.size, window.before.stores));
    const isScarce = Math.max(window.total, window.before.total) >= calls * freePart;
    return !isScarce || used < Math.max(leastCalls, equalPart);
  }

  return {
    enter(storeId, baseUrl, send) {
      const window = windowOf(baseUrl);
      if (!mayGo(storeId, window)) {
        return { state: 'wait', ms: spread(window.endsAt - now().getTime(), windowMs / 4) };
      }
      const inside = running.get(storeId) ?? 0;
      if (inside >= mostAtOnce) return { state: 'wait', ms: spread(500, 500) };
      running.set(storeId, inside + 1);
      return {
        state: 'go',
        fetch: (input, init) => {
          const current = windowOf(baseUrl);
          current.calls.set(storeId, (current.calls.get(storeId) ?? 0) + 1);
          current.total += 1;
          return send(input, init);
        },
        leave() {
          const left = (running.get(storeId) ?? 1) - 1;
          if (left > 0) running.set(storeId, left);
          else running.delete(storeId);
        },
      };
    },
  };
}

/** So that those who wait do not come back together. */
function spread(ms: number, byMs: number): number {
  return Math.round(ms + Math.random() * byMs);
}
