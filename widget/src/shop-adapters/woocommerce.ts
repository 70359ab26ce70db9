import { joinWhenThere } from './join-when-there.ts';
import { listen } from './listen.ts';
import { pageGlobals } from './page-globals.ts';
import { quietly } from './quietly.ts';
import type { ShopDeps } from './shop-deps.ts';
import { watchCart } from './watch-cart.ts';
import { storeApiCart } from './woocommerce-cart.ts';

export { wpConsent as consentSource } from '../consent/wp-consent.ts';

/** What jQuery triggers on the body, and no listener of the browser hears. */
const classicEvents =
  'added_to_cart removed_from_cart updated_cart_totals updated_wc_div wc_cart_emptied item_removed_from_classic_cart ' +
  'applied_coupon removed_coupon wc_fragments_loaded init_checkout updated_checkout';
const blockEvents = ['wc-blocks_added_to_cart', 'wc-blocks_store_sync_required'];
const cartStore = 'wc/store/cart';
const checkouts = 'form.woocommerce-checkout,.wp-block-woocommerce-checkout';

/** ISO 4217's code for none: a cart that we have only seen empty has no other. */
const noCurrency = 'XXX';

/**
 * Watches a WooCommerce shop, a classic one or one of blocks. Many things say that something has happened; the cookie
 * with the cart's hash says whether it is worth a request.
 */
export const watchShop = quietly((deps: ShopDeps) => {
  const { track, signal } = deps;
  let knownHash: string | undefined;
  let currency = noCurrency;

  const changed = watchCart(deps, async () => {
    const hash = cartHash();
    if (hash === knownHash) return undefined;
    knownHash = hash;
    if (!hash) return { currency, total: 0, itemCount: 0, lines: [] };
    try {
      const cart = await readCart(signal);
      currency = cart.currency;
      return cart;
    } catch {
      // The next sign that something has happened has it read again.
      knownHash = undefined;
    }
  });
  const beginCheckout = () => track({ type: 'begin_checkout', data: {} });
  const isAtCheckout = document.querySelector(checkouts);
  const onSign = quietly((event?: { type: string }) => {
    changed();
    if (event?.type === 'init_checkout' && !isAtCheckout) beginCheckout();
  });

  listen(blockEvents, onSign, signal);
  joinWhenThere(() => {
    const body = pageGlobals().jQuery(document.body).on(classicEvents, onSign);
    return () => body.off(classicEvents, onSign);
  }, signal);
  joinWhenThere(() => {
    const { select, subscribe } = pageGlobals().wp.data;
    if (!select(cartStore)) throw Error('no blocks');
    return subscribe(onSign, cartStore);
  }, signal);
  // Where the form is there, its event is over.
  if (isAtCheckout) beginCheckout();
});

/** Empty: so is the cart. */
function cartHash(): string {
  const { cookie } = document;
  return /woocommerce_items_in_cart=0/.test(cookie) ? '' : (/woocommerce_cart_hash=(\w*)/.exec(cookie)?.[1] ?? '');
}

async function readCart(signal: AbortSignal) {
  const link = document.querySelector<HTMLLinkElement>('link[rel="https://api.w.org/"]');
  // A shop without pretty addresses has its REST root in the query. The cart hangs on this origin's cookie.
  const { pathname, search } = new URL(link?.href ?? pageGlobals().wpApiSettings?.root ?? '/wp-json/', location.origin);
  const answer = await fetch(`${pathname}${search}wc/store/v1/cart`, { cache: 'no-store', signal });
  return storeApiCart(await answer.json());
}
