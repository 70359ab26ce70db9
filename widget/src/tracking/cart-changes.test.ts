import { expect, it } from 'vitest';
import type { Cart } from '../../../contract/events.ts';
import { cartChanges } from './cart-changes.ts';

/** `{ mug: 2 }` */
function cartOf(quantities: Record<string, number>): Cart {
  const lines = Object.entries(quantities).map(([name, quantity]) => ({ itemId: name, itemName: name, quantity }));
  return { currency: 'EUR', total: 100, itemCount: lines.reduce((sum, { quantity }) => sum + quantity, 0), lines };
}

function changes(before: Cart, after: Cart): string[] {
  return cartChanges(before, after).map(({ type, data }) => {
    const { item, previousQuantity = '' } = data as {
      item: { itemId: string; quantity: number };
      previousQuantity?: number;
    };
    return `${type} ${item.itemId} ${previousQuantity}>${item.quantity}`;
  });
}

it.each([
  [{}, { mug: 1 }, ['add_to_cart mug >1']],
  [{ mug: 1 }, {}, ['remove_from_cart mug >1']],
  [{ mug: 1 }, { mug: 3 }, ['change_cart_quantity mug 1>3']],
  [
    { mug: 1, pot: 2 },
    { pot: 1, tea: 0.5 },
    ['change_cart_quantity pot 2>1', 'add_to_cart tea >0.5', 'remove_from_cart mug >1'],
  ],
  [{ mug: 1 }, { mug: 1 }, []],
])('from %j to %j', (before, after, told) => {
  expect(changes(cartOf(before as Record<string, number>), cartOf(after as Record<string, number>))).toEqual(told);
});

it('takes lines of the same product for one, and variants for others', () => {
  const line = { itemId: 'mug', itemName: 'Mug', variantId: 'blue', quantity: 1 };
  const before = { ...cartOf({}), itemCount: 2, lines: [line, line] };
  const after = {
    ...cartOf({}),
    itemCount: 3,
    lines: [
      { ...line, quantity: 2 },
      { ...line, variantId: 'red' },
    ],
  };
  expect(changes(before, after)).toEqual(['add_to_cart mug >1']);
});

it('guesses nothing from a cart that is told in part', () => {
  expect(changes(cartOf({ mug: 1 }), { ...cartOf({}), itemCount: 3 })).toEqual([]);
  expect(changes({ ...cartOf({ mug: 1 }), itemCount: 180 }, cartOf({}))).toEqual([]);
});
