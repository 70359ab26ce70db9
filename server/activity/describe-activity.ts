import type { visitors } from '../events/tables.ts';
import { isAllowedOrigin } from '../http/store-origin.ts';
import { describeCart, describeItem } from './describe-cart.ts';
import { formatMoney, majorUnits } from './money.ts';

/** What a visitor sees and has. All of it is their browser's word. */
export type Seen = Pick<typeof visitors.$inferSelect, 'page' | 'item' | 'cart'>;

/** Chatwoot refuses longer texts, and larger numbers. */
const maxLength = 1500;
const maxNumber = 9_999_999_999;

/** The keys beside a conversation that this folder writes; set-up names them for agents. */
export const liveKeys = ['storefront_live_page', 'storefront_live_product', 'storefront_live_cart'] as const;

/** The same on a known customer's contact. */
export const contactKeys = ['cart_value', 'cart_items', 'cart_products', 'last_product', 'last_page'] as const;

export type Attributes = Record<string, string | number>;

/** For beside the conversation. @param origins the store's own: no other page is shown */
export function liveAttributes(seen: Seen, origins: readonly string[]): Attributes {
  return present({
    storefront_live_page: describePage(seen, origins),
    storefront_live_product: describeProduct(seen),
    storefront_live_cart: seen.cart && describeCart(seen.cart),
  });
}

/** For a known customer's contact: numbers are numbers there, so that agents can filter by them. */
export function contactAttributes(seen: Seen, origins: readonly string[]): Attributes {
  const { cart } = seen;
  const value = cart && majorUnits(cart.total, cart.currency);
  return present({
    cart_value: value !== null && Math.abs(value) <= maxNumber ? value : null,
    cart_items: cart?.itemCount,
    cart_products: cart && describeCart(cart),
    last_product: describeProduct(seen),
    last_page: describePage(seen, origins),
  });
}

/** The page as an address that can be opened; of one that is too long, the shop. */
export function describePage({ page }: Seen, origins: readonly string[]): string | null {
  if (!page || !URL.canParse(page.url)) return null;
  const { origin, pathname } = new URL(page.url);
  if (!isAllowedOrigin(origin, origins)) return null;
  const address = origin + pathname;
  return address.length > maxLength ? origin : address;
}

export function describeProduct({ item }: Seen, write?: (name: string) => string): string | null {
  if (!item) return null;
  const { price, currency } = item;
  const cost = price !== undefined && currency ? ` · ${formatMoney(price, currency)}` : '';
  return describeItem(item, write) + cost;
}

function present(given: Record<string, string | number | null | undefined>): Attributes {
  return Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value == null ? [] : [[key, value]])));
}
