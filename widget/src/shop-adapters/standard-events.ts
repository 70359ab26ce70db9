import type { EventOf } from '../../../contract/events.ts';
import { listen } from './listen.ts';
import { record } from './record.ts';
import type { ShopDeps } from './shop-deps.ts';
import { toItem } from './to-item.ts';

/**
 * Watches Shopify's standard storefront events, as far as the theme sends them. Their carts do not say what is in them:
 * it is read.
 */
export function watchStandardEvents({ track, signal }: ShopDeps, changed: () => void): void {
  // Both come before the change, and the promise after it: kept when the shop has said no, broken when it was not asked.
  listen(
    ['shopify:cart:lines-update', 'shopify:cart:discount-update'],
    async (event) => {
      await Promise.resolve(told(event, 'promise')).catch(() => {});
      changed();
    },
    signal,
  );

  listen(
    ['shopify:product:view'],
    (event) => {
      // In a list it has only come into sight.
      if (!/page|dialog/.test(`${told(event, 'context')}`)) return;
      track({ type: 'view_item', data: { item: viewedItem(told(event, 'product')) } });
    },
    signal,
  );

  listen(
    ['shopify:search:update'],
    async (event) => {
      const { query } = record(told(event, 'search'));
      const { totalCount } = record(await told(event, 'promise'));
      const data = { searchTerm: query, results: totalCount } as EventOf<'search'>['data'];
      if (query && !signal.aborted) track({ type: 'search', data });
    },
    signal,
  );
}

/** What an event tells stands on the event itself, in some themes in its `detail`. */
const told = (event: Event, name: string) => record(event)[name] ?? record(record(event).detail)[name];

function viewedItem(product: unknown) {
  const { id, title, selectedVariant } = record(product);
  const variant = record(selectedVariant);
  const { amount, currencyCode } = record(variant.price);
  const item = {
    itemId: numberIn(id),
    itemName: title,
    itemVariant: variant.title === 'Default Title' ? undefined : variant.title,
    variantId: numberIn(variant.id),
    price: amount,
  };
  return toItem(item, currencyCode);
}

/** Themes say the number alone, or `gid://shopify/Product/13`. */
const numberIn = (id: unknown) => /\d+$/.exec(`${id}`)?.[0];
