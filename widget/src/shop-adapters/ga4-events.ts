import type { Cart, TrackedEvent } from '../../../contract/events.ts';
import { minorUnits } from './minor-units.ts';
import { record } from './record.ts';
import { mostLines, toCart } from './to-cart.ts';
import { type ToldItem, toItem } from './to-item.ts';

type Params = Readonly<Record<string, unknown>>;

/**
 * What an event of Google's e-commerce says in our words: one for each item that was added or removed, none at all for
 * names that we have no word for.
 * @throws where something is missing that has to be there, such as the currency of an order
 */
export function ga4Events(name: unknown, params: Params): TrackedEvent[] {
  switch (name) {
    case 'add_to_cart':
    case 'remove_from_cart':
      return itemsIn(params).map((item) => ({ type: name, data: { item } }));
    case 'view_item':
      return itemsIn(params, 1).map((item) => ({ type: name, data: { item } }));
    case 'view_cart':
      return [{ type: 'cart_updated', data: { cart: cartIn(params) } }];
    case 'begin_checkout':
      return [{ type: name, data: cartIfToldIn(params) }];
    case 'search':
    case 'view_search_results':
      return [{ type: 'search', data: { searchTerm: `${needed(params.search_term)}` } }];
    case 'purchase': {
      const currency = needed(currencyOf(params));
      const value = needed(minorUnits(needed(params.value), currency));
      const transactionId = `${needed(params.transaction_id)}`;
      return [{ type: name, data: { transactionId, value, currency, items: itemsIn(params) } }];
    }
  }
  return [];
}

const linesIn = ({ items }: Params): unknown[] => (Array.isArray(items) ? items : []);

function currencyOf(params: Params): string | undefined {
  const currency = params.currency ?? record(linesIn(params)[0]).currency;
  return currency ? `${currency}`.toUpperCase() : undefined;
}

function itemsIn(params: Params, most = mostLines) {
  const items = linesIn(params)
    .slice(0, most)
    .map((line) => toItem(readLine(line), currencyOf(params)));
  return items.filter(({ itemId }) => itemId);
}

function cartIn(params: Params): Cart {
  const pieces = linesIn(params).reduce<number>((sum, line) => sum + Number(record(line).quantity ?? 1), 0);
  const cart = toCart(currencyOf(params), needed(params.value), needed(pieces), params.items, readLine);
  needed(cart.total);
  return cart;
}

function cartIfToldIn(params: Params): { cart?: Cart } {
  try {
    return { cart: cartIn(params) };
  } catch {
    return {};
  }
}

/** Without an id the name is one. */
function readLine(line: unknown): ToldItem {
  const { item_id, item_name, item_variant, price, quantity = 1 } = record(line);
  return {
    itemId: item_id || item_name,
    itemName: item_name || item_id,
    itemVariant: item_variant,
    // What is empty is not free.
    price: price === '' ? undefined : (price ?? undefined),
    quantity: Number(quantity) || undefined,
  };
}

function needed<Value>(value: Value | undefined): Value {
  if (!value && value !== 0) throw Error('not enough');
  return value;
}
