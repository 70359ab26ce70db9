import type { PricedCart } from './cart.ts';
import { type Product, type ProductChoice, priceOf } from './catalogue.ts';
import type { Order } from './orders.ts';

/** What pages tell chat of themselves, as our theme include takes it. Who the customer is, is no part of it. */

export const currency = 'EUR';

/** Of one page; what it does not have is left out. */
export interface PageFacts {
  type: 'home' | 'product' | 'search' | 'cart' | 'checkout' | 'order' | 'account' | 'content';
  product?: ItemFacts;
  order?: ReturnType<typeof orderFacts>;
  search?: { term: string; results: number };
}

interface ItemFacts {
  id: string;
  name: string;
  variant: string;
  variantId: string;
  /** Cents for one piece. */
  price: number;
  quantity?: number;
  url: string;
}

export interface CartFacts {
  currency: string;
  total: number;
  itemCount: number;
  lines: ItemFacts[];
}

export function productFacts(product: Product, choice: ProductChoice): ItemFacts {
  return {
    id: product.handle,
    name: product.name,
    variant: choice.label,
    variantId: choice.id,
    price: priceOf(product, choice),
    url: addressOf(product.handle, choice.id),
  };
}

export function cartFacts({ totalMinor, count, lines }: PricedCart): CartFacts {
  return {
    currency,
    total: totalMinor,
    itemCount: count,
    lines: lines.map(({ product, choice, quantity }) => ({ ...productFacts(product, choice), quantity })),
  };
}

/** Under the number that its page shows. */
export function orderFacts({ number, totalMinor, lines }: Order) {
  return {
    id: `${number}`,
    total: totalMinor,
    currency,
    lines: lines.map(({ handle, name, choice, choiceId, quantity, totalMinor: ofLine }) => ({
      id: handle,
      name,
      variant: choice,
      variantId: choiceId,
      price: Math.round(ofLine / quantity),
      quantity,
      url: addressOf(handle, choiceId),
    })),
  };
}

function addressOf(handle: string, choiceId: string): string {
  return `/products/${encodeURIComponent(handle)}?choice=${encodeURIComponent(choiceId)}`;
}
