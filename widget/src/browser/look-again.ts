/** What is not there yet may come with a banner or a tag manager; then it comes in the first minute. */
const waitsMs = [250, 1000, 3000, 8000, 20_000, 60_000];

/**
 * Looks at what other scripts of the page may have put there or changed: now, a few times while the page grows up, and
 * whenever somebody comes back to it from another tab or page. Nothing is polled for ever.
 * @param look may throw: pages are of any make
 */
export function lookAgain(look: () => void, signal: AbortSignal): void {
  const lookOnce = () => {
    try {
      if (!signal.aborted) look();
    } catch {
      // What cannot be read today is as good as absent.
    }
  };
  for (const type of ['load', 'pageshow', 'visibilitychange']) addEventListener(type, lookOnce, { signal });
  for (const waitMs of waitsMs) setTimeout(lookOnce, waitMs);
  lookOnce();
}
