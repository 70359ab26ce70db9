import type { Cart } from '../../../contract/events.ts';
import { record } from './record.ts';
import { toCart } from './to-cart.ts';
import type { ToldItem } from './to-item.ts';

/**
 * The answer of the Store API's `cart`. Addresses, coupons, keys and what a shopper has written to a line are left where
 * they are.
 * @throws for anything else
 */
export function storeApiCart(answer: unknown): Cart {
  const { items, items_count, totals } = record(answer);
  const { total_price, currency_code } = record(totals);
  return toCart(currency_code, inUnits(total_price, totals), items_count, items, storeApiLine);
}

function storeApiLine(line: unknown): ToldItem {
  const { id, name, variation, sku, permalink, prices, quantity } = record(line);
  const choices = Array.isArray(variation) ? variation.map((choice) => decode(record(choice).value)) : [];
  return {
    itemId: id,
    itemName: decode(name),
    itemVariant: choices.join(' / '),
    // A variation stands in the cart by its own id; that of its product is not told.
    variantId: choices.length > 0 ? id : undefined,
    sku,
    url: permalink,
    price: inUnits(record(prices).price, prices),
    quantity,
  };
}

/** Shops choose how many decimals they show, and the Store API counts in those: `raw_prices` in yet others. */
function inUnits(amount: unknown, money: unknown): number {
  return Number(amount) / 10 ** Number(record(money).currency_minor_unit);
}

/** Names come with entities: `&#8220;`. Without a `<` the parser makes text of them and nothing else. */
function decode(text: unknown): unknown {
  try {
    return new DOMParser().parseFromString(`${text ?? ''}`.replaceAll('<', '&lt;'), 'text/html').body.textContent;
  } catch {
    // A page may forbid to parse, by its policy of trusted types.
    return text;
  }
}
