import { expect, it } from 'vitest';
import { cartSummarySchema } from '../../../contract/submissions.ts';
import { cartSummary } from './cart-summary.ts';

it('gives what our server takes', () => {
  const cart = cartSummary({ cart: { items: 2, total: 1999, currency: 'EUR', lines: [] }, page: 'cart' });
  expect(cart).toEqual({ items: 2, total: 1999, currency: 'EUR' });
  expect(cartSummarySchema.safeParse(cart).success).toBe(true);
});

it('knows both words for how many there are', () => {
  expect(cartSummary({ cart: { itemCount: 2, total: 1999, currency: 'EUR' } })).toMatchObject({ items: 2 });
});

it.each([
  undefined,
  null,
  'two mugs',
  { items: 2, total: 19.99, currency: 'EUR' },
  { items: -1, total: 0, currency: 'EUR' },
  { items: 2, total: '1999', currency: 'EUR' },
  { items: 2, total: 1999, currency: '€' },
  { items: 2, total: 2e12, currency: 'EUR' },
])('keeps %j from the message, which would be refused for it', (cart) => {
  expect(cartSummary({ cart })).toBeUndefined();
});

it('says nothing of a cart whose currency nobody knows', () => {
  expect(cartSummary({ cart: { items: 0, total: 0, currency: 'XXX' } })).toBeUndefined();
});
