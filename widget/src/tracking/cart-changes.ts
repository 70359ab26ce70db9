import type { Cart, Item, TrackedEvent } from '../../../contract/events.ts';

/** What was put into a cart, taken out and changed, between two looks at it. Nothing where one of them is told in part. */
export function cartChanges(before: Cart, after: Cart): TrackedEvent[] {
  if (!isWhole(before) || !isWhole(after)) return [];
  const then = byProduct(before);
  const now = byProduct(after);
  const changes: TrackedEvent[] = [];
  for (const [key, item] of now) {
    const previousQuantity = then.get(key)?.quantity;
    if (previousQuantity === undefined) changes.push({ type: 'add_to_cart', data: { item } });
    else if (previousQuantity !== item.quantity) {
      changes.push({ type: 'change_cart_quantity', data: { item, previousQuantity } });
    }
  }
  for (const [key, item] of then) if (!now.has(key)) changes.push({ type: 'remove_from_cart', data: { item } });
  return changes;
}

/** Of a large cart not all lines are told. */
function isWhole({ lines, itemCount }: Cart): boolean {
  const counted = lines.reduce((sum, { quantity = 1 }) => sum + quantity, 0);
  return Math.abs(counted - itemCount) < 1;
}

/** The same product on two lines, engraved differently say, is one. */
function byProduct({ lines }: Cart): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const line of lines) {
    const key = `${line.itemId} ${line.variantId}`;
    items.set(key, { ...line, quantity: (items.get(key)?.quantity ?? 0) + (line.quantity ?? 1) });
  }
  return items;
}
