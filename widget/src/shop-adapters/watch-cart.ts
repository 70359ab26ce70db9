import type { Cart } from '../../../contract/events.ts';
import { listen } from './listen.ts';
import { quietly } from './quietly.ts';
import type { ShopDeps } from './shop-deps.ts';

/** What one change sets off comes within this time. */
const restMs = 300;

/**
 * Tells the cart when it may have changed, and the first time: what a form posted shows only after the page has loaded.
 * @param read undefined: it is as it was. A failure is passed over, and the next change tries again.
 * @returns what says that it may have changed: it is read in a moment, once for all who say so
 */
export function watchCart({ track, signal }: ShopDeps, read: () => Promise<Cart | undefined>): () => void {
  let isDue = false;
  let knownAt = 0;

  const look = quietly(async () => {
    isDue = false;
    if (signal.aborted) return;
    const at = performance.now();
    const cart = await read();
    // A slow answer may have been overtaken.
    if (!cart || at < knownAt || signal.aborted) return;
    knownAt = at;
    track({ type: 'cart_updated', data: { cart } });
  });
  function changed() {
    if (isDue) return;
    isDue = true;
    setTimeout(look, restMs);
  }

  // Another tab may have changed it, or this one while it was out of sight.
  listen(['visibilitychange', 'pageshow'], () => document.hidden || changed(), signal);
  changed();
  return changed;
}
