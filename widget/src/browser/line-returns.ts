/** Resolves when the browser says that the line is back, after `waitMs` at the latest. */
export function lineReturns(waitMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, waitMs);
    addEventListener('online', resolve, { once: true });
  });
}
