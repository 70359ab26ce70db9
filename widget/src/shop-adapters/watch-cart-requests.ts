const writesCart = /\/cart\/(add|change|update|clear)(\.js)?(\?|$)/;

/**
 * Sees requests of the page that have written the cart; what was before us is in the first reading. Refused ones too: the
 * cart may hold more after them all the same. Our own reading is none of these, so it never sets off another.
 */
export function watchCartRequests(changed: () => void, signal: AbortSignal): void {
  const observer = new PerformanceObserver((list) => {
    for (const { name, initiatorType } of list.getEntries() as PerformanceResourceTiming[]) {
      if (/fetch|http/.test(initiatorType) && writesCart.test(name)) changed();
    }
  });
  observer.observe({ type: 'resource' });
  signal.addEventListener('abort', () => observer.disconnect());
}
