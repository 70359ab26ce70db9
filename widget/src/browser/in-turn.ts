/** Longer nobody waits for a tab that may be stuck: what is done twice does no harm. */
const longestWaitMs = 30_000;

/**
 * Does something while no other tab does something of that name, where the browser lets tabs take turns.
 * @param work never rejects
 */
export async function inTurn<T extends object>(name: string, work: () => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(longestWaitMs);
  // Where a page may not lock, or has waited in vain, it goes without.
  const done = await navigator.locks?.request(name, { signal }, work).catch(() => undefined);
  return done ?? work();
}
