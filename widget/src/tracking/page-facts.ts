/** A part of what a page says of itself: anybody's JSON, judged in check-event.ts. */
type Part = Readonly<Record<string, unknown>>;

/** What a page says of itself: in a block of JSON, in `data-*` of our tag, or by `setContext`. */
export interface PageFacts {
  type?: unknown;
  locale?: unknown;
  currency?: unknown;
  product?: Part | undefined;
  search?: Part | undefined;
  cart?: Part | undefined;
  order?: Part | undefined;
}

/**
 * What stands in the page, and where. A router that leaves element and text as they were has left those of the page
 * before.
 */
export function findFacts(storeKey: string): [place: Element, text: string] | undefined {
  const block = document.querySelector('script[data-storefront-chat="page"]');
  if (block) return [block, `${block.textContent}`];
  const tag = document.querySelector<HTMLElement>(`script[src*="/w/${storeKey}.js"]`);
  return tag ? [tag, JSON.stringify(factsOfTag(tag.dataset))] : undefined;
}

function factsOfTag(tag: DOMStringMap): PageFacts {
  const { pageType, productId, productName, productPrice, currency, orderId, orderTotal } = tag;
  return {
    type: pageType,
    currency,
    product: productId ? { id: productId, name: productName, price: productPrice && +productPrice } : undefined,
    order: orderId ? { id: orderId, total: Number(orderTotal) } : undefined,
  };
}

/** The events that a page's facts amount to, still to be judged. */
export function eventsOf({ type, currency, product, search, cart, order }: PageFacts): object[] {
  const itemOf = ({ id, name, variant, ...rest }: Part) => ({
    currency,
    ...rest,
    itemId: id,
    itemName: name,
    itemVariant: variant,
  });
  const items = (lines: unknown) => (lines as Part[] | undefined)?.map(itemOf);
  const wholeCart = cart && { currency, itemCount: cart.items, ...cart, lines: items(cart.lines) ?? [] };
  return [
    product && { type: 'view_item', data: { item: itemOf(product) } },
    search?.term && { type: 'search', data: { searchTerm: search.term, results: search.results } },
    // Before the cart: an order empties it, and nobody has taken anything out.
    order && {
      type: 'purchase',
      data: { currency, ...order, transactionId: order.id, value: order.total, items: items(order.lines) },
    },
    wholeCart && { type: 'cart_updated', data: { cart: wholeCart } },
    type === 'checkout' && { type: 'begin_checkout', data: { cart: wholeCart } },
  ].flatMap((event) => event || []);
}
