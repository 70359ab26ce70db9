/**
 * How the minutes of production are shortened, milliseconds. Their order is kept, for it is what delivery relies on: a
 * write is over (answered, lost, or given up by Chatwoot) well before a try of unknown ending is settled.
 */
export interface Timings {
  /** Production: 60 s. */
  settleMs: number;
  /** Production: 30 s. */
  leaseMs: number;
  /** Production: 5 s. */
  awaitSessionMs: number;
  /** How long an answer is kept back before its connection breaks; production: 20 s, when our side gives up. */
  hangMs: number;
  /** How long after its connection broke a write may still be carried out; production: 15 s, when Chatwoot gives up. */
  lateMs: number;
  /** A late write that this process itself has held up for longer is none any more. */
  giveUpMs: number;
}

export const ordinaryTimings: Timings = {
  settleMs: 5000,
  leaseMs: 3000,
  awaitSessionMs: 500,
  hangMs: 2000,
  lateMs: 2500,
  giveUpMs: 3500,
};

/** For a run of seconds. */
export const hastyTimings: Timings = {
  settleMs: 1800,
  leaseMs: 1000,
  awaitSessionMs: 200,
  hangMs: 600,
  lateMs: 700,
  giveUpMs: 1100,
};

/** What our server reads of them. */
export function deliveryEnv({ settleMs, leaseMs, awaitSessionMs }: Timings): Record<string, string> {
  return {
    DELIVERY_SETTLE_MS: String(settleMs),
    DELIVERY_LEASE_MS: String(leaseMs),
    DELIVERY_AWAIT_SESSION_MS: String(awaitSessionMs),
  };
}
