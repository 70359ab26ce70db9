import { expect, it, vi } from 'vitest';
import type { Cart, TrackedEvent } from '../../../contract/events.ts';
import { createTracker } from './track.ts';
import type { Visitor, VisitorMemory } from './visitor-id.ts';

/** A page of a visitor whose cart, and orders, are known. */
function tracked(known: Partial<Visitor> = {}) {
  const visitor: Partial<Visitor> = { ...known };
  const told: TrackedEvent[] = [];
  const onCart = vi.fn();
  const memory = { now: () => visitor, note: (changes: object) => Object.assign(visitor, changes) };
  const { track } = createTracker((event) => told.push(event), memory as unknown as VisitorMemory, onCart);
  const tellCart = (cart: object) => track({ type: 'cart_updated', data: { cart } });
  return { track, tellCart, onCart, types: () => told.map(({ type }) => type), told };
}

const line = { itemId: '7', itemName: 'Mug', variantId: '71', quantity: 2, price: 1999 };
const cart: Cart = { currency: 'EUR', total: 3998, itemCount: 2, lines: [line] };
const empty = { ...cart, total: 0, itemCount: 0, lines: [] };

it('takes a cart for the same, however its prices, names and pictures are told', () => {
  const { tellCart, onCart, types } = tracked({ cart });
  tellCart({ ...cart, lines: [{ itemId: 7, itemName: 'Becher', variantId: '71', quantity: 2, price: 1680 }] });
  expect(types()).toEqual([]);
  expect(onCart).toHaveBeenCalledOnce();
});

it.each([
  { total: 3000 },
  { currency: 'USD' },
  { lines: [{ ...line, variantId: '72' }] },
  { lines: [{ ...line, itemId: '8' }] },
  { itemCount: 3, lines: [{ ...line, quantity: 3 }] },
])('takes it for another with %o', (change) => {
  const { tellCart, types } = tracked({ cart });
  tellCart({ ...cart, ...change });
  expect(types()).toContain('cart_updated');
});

it('an empty cart of which nothing was known before is no news, and goes along with no message', () => {
  const { tellCart, onCart, types } = tracked();
  tellCart(empty);
  expect([types(), onCart.mock.calls]).toEqual([[], []]);
});

it('what comes into a cart that was seen empty is told as added', () => {
  const { tellCart, types } = tracked();
  tellCart(empty);
  tellCart(cart);
  expect(types()).toEqual(['add_to_cart', 'cart_updated']);
});

it('an empty cart without a currency has that of the one before', () => {
  const { tellCart, onCart, told } = tracked({ cart });
  tellCart({ ...empty, currency: 'XXX' });
  expect(told.at(-1)?.data).toEqual({ cart: empty });
  expect(onCart).toHaveBeenCalledExactlyOnceWith(empty);
});

it.each(['ann@shop.example', 'order 104233', '+31612345678'])('does not tell a search for %s', (searchTerm) => {
  const { track, types } = tracked();
  track({ type: 'search', data: { searchTerm } });
  expect(types()).toEqual([]);
});

it.each(['mug 2024', '501 501', 'a4 100 g'])('tells a search for %s', (searchTerm) => {
  const { track, types } = tracked();
  track({ type: 'search', data: { searchTerm } });
  expect(types()).toEqual(['search']);
});
