import type { Cart, Item, TrackedEvent } from '../../../contract/events.ts';
import { cartChanges } from './cart-changes.ts';
import { checkEvent } from './check-event.ts';
import type { VisitorMemory } from './visitor-id.ts';

export interface Tracker {
  /** Takes what a page, a platform or its data layer says has happened. @throws Error that says what to do */
  track(event: unknown): void;
  /** What may be told once on a page may be told again. */
  nextPage(): void;
}

const mostOrders = 20;

/** ISO 4217's code for none: of an empty cart, in a shop that says its currency with a product only. */
const noCurrency = 'XXX';

/** In what was searched for: an address, or a number that may be somebody's. */
const isPersonal = /@|\d{6}/;

/**
 * Judges events, and leaves out what was told before: the same product by data layer and page, an order whose page is
 * loaded again.
 * @param add takes what is new
 * @param onCart hears of every cart
 */
export function createTracker(
  add: (event: TrackedEvent) => void,
  visitor: VisitorMemory,
  onCart: (cart: Cart) => void,
): Tracker {
  const seen = new Set<string>();
  let tellsLines = false;

  function takeCart(event: TrackedEvent & { type: 'cart_updated' }) {
    const { cart: before, orders } = visitor.now();
    const { cart } = event.data;
    // Our server is to say what is wrong with it.
    if (!Array.isArray(cart?.lines)) return add(event);
    if (cart.currency === noCurrency && before) cart.currency = before.currency;
    const isFirst = !before && !orders;
    if (!isFirst || cart.itemCount) onCart(cart);
    if (before && gist(cart) === gist(before)) return;
    visitor.note({ cart });
    // An empty cart is news where there was something in it; what comes into it is.
    if (isFirst && !cart.itemCount) return;
    if (before && !tellsLines) cartChanges(before, cart).map(add);
    add(event);
  }

  function takeOrder(event: TrackedEvent & { type: 'purchase' }) {
    const { orders = [] } = visitor.now();
    const { transactionId } = event.data;
    if (!transactionId) return add(event);
    if (orders.includes(transactionId)) return;
    // It empties the cart, and nobody has taken anything out.
    visitor.note({ orders: [...orders, transactionId].slice(-mostOrders), cart: undefined });
    add(event);
  }

  return {
    track(given) {
      const event = checkEvent(given);
      const { type } = event;
      if (type === 'cart_updated') return takeCart(event);
      if (type === 'purchase') return takeOrder(event);
      // A shop that tells its lines by itself is believed.
      tellsLines ||= /_cart/.test(type);
      const key = onceKey(event);
      if (type === 'search' && isPersonal.test(event.data.searchTerm)) return;
      if (key && seen.has(key)) return;
      if (key) seen.add(key);
      add(event);
    },
    nextPage: () => seen.clear(),
  };
}

/** Of what is told once on a page. */
function onceKey({ type, data }: TrackedEvent): string | undefined {
  const { item, searchTerm } = data as { item?: Item; searchTerm?: string };
  return /view_item|search|begin/.test(type) ? [type, item?.itemId, item?.variantId, searchTerm].join() : undefined;
}

/** What makes two carts the same: prices of lines and names may be told in one way or another. */
function gist({ currency, total, itemCount, lines }: Cart): string {
  return JSON.stringify([
    currency,
    total,
    itemCount,
    lines.map((line) => [line.itemId, line.variantId, line.quantity]),
  ]);
}
