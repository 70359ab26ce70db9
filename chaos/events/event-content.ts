import type { Cart, EventPage, Item, StorefrontEvent } from '../../contract/events.ts';
import type { Random } from '../random.ts';

export const shopOrigin = 'https://shop.example';

/** An event without its id. */
export type EventContent = {
  [Type in StorefrontEvent['type']]: Pick<Extract<StorefrontEvent, { type: Type }>, 'type' | 'data' | 'page'>;
}[StorefrontEvent['type']];

const names = ['Teapot, celadon', 'Cup “Río” 0,2 l', 'كوب خزفي', '3 < 5 & more', "O'Brien's jug", 'Schale 🍵'] as const;
const types = [
  'page_view',
  'page_view',
  'page_view',
  'view_item',
  'view_item',
  'search',
  'cart',
  'cart',
  'add_to_cart',
] as const;
const rareTypes = ['remove_from_cart', 'change_cart_quantity', 'begin_checkout', 'purchase', 'message_sent'] as const;

/** What a shop's pages tell, in all its kinds: what is seen most comes most often. */
export function makeContent(random: Random): EventContent {
  const page = makePage(random);
  const item = makeItem(random);
  const type = random.chance(0.15) ? random.pick(rareTypes) : random.pick(types);
  switch (type) {
    case 'page_view':
      return { type, page, data: random.chance(0.3) ? { referrer: `${shopOrigin}/` } : {} };
    case 'search':
      return { type, page, data: { searchTerm: random.pick(names), results: random.between(0, 40) } };
    case 'cart':
      return { type: 'cart_updated', page, data: { cart: makeCart(random) } };
    case 'begin_checkout':
      return { type, page, data: { cart: makeCart(random) } };
    case 'change_cart_quantity':
      return { type, page, data: { item, previousQuantity: random.between(0, 9) } };
    case 'purchase':
      return {
        type,
        page,
        data: { transactionId: random.uuid(), value: random.between(1, 90_000), currency: 'EUR', items: [item] },
      };
    case 'message_sent':
      return { type, data: { via: random.pick(['box', 'chat']) } };
    default:
      return { type, page, data: { item } };
  }
}

function makePage(random: Random): EventPage {
  const path = random.pick(['/', '/products/teapot', '/collections/all', '/cart', '/søk']);
  // What stands behind `?` is not ours to keep.
  return { url: `${shopOrigin}${path}?visit=${random.between(1, 1e9)}`, title: random.pick(names), locale: 'en' };
}

function makeItem(random: Random): Item {
  return {
    itemId: String(random.between(1, 1e6)),
    itemName: random.pick(names),
    price: random.between(0, 20_000),
    currency: 'EUR',
    quantity: random.pick([1, 2, 0.5]),
  };
}

function makeCart(random: Random): Cart {
  const lines = Array.from({ length: random.between(0, 4) }, () => makeItem(random));
  return { currency: 'EUR', total: random.between(0, 100_000), itemCount: lines.length, lines };
}
