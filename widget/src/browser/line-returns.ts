/**
 * Resolves when the browser says that the line is back, after `waitMs` at the latest.
 * @param signal ends the wait at once, and leaves nothing behind
 */
export function lineReturns(waitMs: number, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    addEventListener('online', resolve, { once: true, signal });
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(0);
    });
  });
}
