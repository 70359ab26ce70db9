import { joinWhenThere } from './join-when-there.ts';
import { listen } from './listen.ts';
import { pageGlobals } from './page-globals.ts';
import { quietly } from './quietly.ts';
import { record } from './record.ts';
import type { ShopDeps } from './shop-deps.ts';
import { shopifyCart } from './shopify-cart.ts';
import { watchStandardEvents } from './standard-events.ts';
import { watchCart } from './watch-cart.ts';
import { watchCartRequests } from './watch-cart-requests.ts';

export { shopifyConsent as consentSource } from '../consent/shopify-consent.ts';

/** What themes of many makers call it when they have changed the cart. */
const themeEvents = ['cart:updated', 'cart:update', 'cart:refresh'];

/**
 * Watches a Shopify storefront by whatever its theme gives away: standard events, its own messages, requests that write
 * the cart. None of them has to be there, and all lead to one reading of the cart.
 */
export const watchShop = quietly((deps: ShopDeps) => {
  const { designMode, visualPreviewMode, routes } = pageGlobals().Shopify;
  // Whoever edits or previews the shop is no visitor.
  if (designMode || visualPreviewMode) return;
  const { track, signal } = deps;

  const changed = watchCart(deps, async () => {
    // The mark tells everybody whose request it is.
    const address = `${routes?.root ?? '/'}cart.js?storefront-chat`;
    return shopifyCart(await (await fetch(address, { cache: 'no-store', signal })).json());
  });
  watchStandardEvents(deps, changed);
  listen(themeEvents, changed, signal);
  joinWhenThere(() => {
    const { subscribe, publish } = pageGlobals();
    // Of Dawn and its relatives. One without the other is somebody's newsletter.
    if (!publish) throw Error('no theme');
    return subscribe('cart-update', changed);
  }, signal);
  // Checkout itself runs no scripts of the theme.
  listen(
    ['submit'],
    (event) => record(record(event).submitter).name === 'checkout' && track({ type: 'begin_checkout', data: {} }),
    signal,
  );
  watchCartRequests(changed, signal);
});
