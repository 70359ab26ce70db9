import { describe, expect, it } from 'vitest';
import { addToCart, type Cart, lineId, maxQuantity, priceCart, setQuantity } from './cart.ts';
import { products } from './catalogue.ts';

const mug = (quantity: number) => ({ handle: 'alba-mug', choiceId: 'cobalt', quantity });
const tea = (choiceId: string, quantity = 1) => ({ handle: 'serra-tea', choiceId, quantity });
const quantities = (cart: Cart) => cart.map((line) => line.quantity);

describe('the cart', () => {
  it('adds to the line of the same product and glaze, and opens a new one for another glaze', () => {
    const cart = addToCart(addToCart([mug(1)], mug(2)), { ...mug(1), choiceId: 'moss' });
    expect(quantities(cart)).toEqual([3, 1]);
  });

  it('holds no more of a line than can be bought at once', () => {
    expect(quantities(addToCart([mug(15)], mug(15)))).toEqual([maxQuantity]);
    expect(quantities(setQuantity([mug(1)], lineId(mug(1)), 9999))).toEqual([maxQuantity]);
  });

  it('changes one line only, and drops it at 0', () => {
    const cart = [mug(1), tea('tin-80')];
    expect(quantities(setQuantity(cart, 'alba-mug:cobalt', 4))).toEqual([4, 1]);
    expect(setQuantity(cart, 'alba-mug:cobalt', 0)).toEqual([tea('tin-80')]);
    expect(setQuantity(cart, 'no-such:line', 0)).toEqual(cart);
  });

  it('adds up in cents, with the price of the chosen size', () => {
    const priced = priceCart(products, [tea('tin-80', 2), tea('tin-200')]);
    expect(priced.lines.map((line) => line.totalMinor)).toEqual([2800, 2900]);
    expect(priced).toMatchObject({ count: 3, subtotalMinor: 5700, shippingMinor: 490, totalMinor: 6190 });
    expect(priced.untilFreeShippingMinor).toBe(300);
  });

  it('ships for nothing from 60 euros on, and charges nothing for an empty cart', () => {
    expect(priceCart(products, [tea('tin-200', 2)])).toMatchObject({ subtotalMinor: 5800, shippingMinor: 490 });
    expect(priceCart(products, [{ ...mug(1), handle: 'linha-plates' }])).toMatchObject({
      subtotalMinor: 8800,
      shippingMinor: 0,
      untilFreeShippingMinor: 0,
    });
    expect(priceCart(products, [])).toMatchObject({ count: 0, shippingMinor: 0, totalMinor: 0 });
  });

  it('leaves out what is no longer sold', () => {
    expect(
      priceCart(products, [
        { ...mug(1), handle: 'gone' },
        { ...mug(1), choiceId: 'gold' },
      ]).lines,
    ).toEqual([]);
  });
});
