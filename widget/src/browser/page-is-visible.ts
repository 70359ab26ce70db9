/** Resolves when the page is looked at: at once, or when its tab comes to the front, or when `signal` ends the wait. */
export function pageIsVisible(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    if (!document.hidden || signal.aborted) return resolve(undefined);
    document.addEventListener('visibilitychange', resolve, { once: true, signal });
    signal.addEventListener('abort', resolve);
  });
}
