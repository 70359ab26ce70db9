import type { Cart } from '../../../contract/events.ts';
import { record } from './record.ts';
import { toCart } from './to-cart.ts';
import type { ToldItem } from './to-item.ts';

/**
 * The answer of `cart.js`. Its token opens the buyer's details, a line's key carries a hash, note, attributes and
 * properties may say who somebody is: of all that nothing is taken.
 * @throws for anything else
 */
export function shopifyCart(answer: unknown): Cart {
  const { currency, total_price, item_count, items } = record(answer);
  return toCart(currency, fromCents(total_price), item_count, items, readLine);
}

function readLine(line: unknown): ToldItem {
  const { product_id, product_title, variant_id, variant_title, sku, url, final_price, quantity } = record(line);
  return {
    itemId: product_id,
    itemName: product_title,
    itemVariant: variant_title,
    variantId: variant_id,
    sku,
    url,
    price: fromCents(final_price),
    quantity,
  };
}

/** Shopify counts in hundredths, whatever the currency: 1000 yen are 100000. */
const fromCents = (amount: unknown) => Number(amount) / 100;
