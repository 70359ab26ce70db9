import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { shopifyCart } from './shopify-cart.ts';
import { shopifyAnswer, storeApiAnswer } from './test-support/platform-carts.ts';
import { asSent } from './test-support/watched-shop.ts';
import { storeApiCart } from './woocommerce-cart.ts';

const sentCart = (cart: ReturnType<typeof shopifyCart>) => {
  const { data } = asSent({ type: 'cart_updated', data: { cart } });
  return (data as { cart: typeof cart }).cart;
};
const [shopifyLine] = shopifyAnswer.items;
const [storeLine] = storeApiAnswer.items;

const shopifyOf = (changes: object, ofLine: object = {}) =>
  sentCart(shopifyCart({ ...shopifyAnswer, ...changes, items: [{ ...shopifyLine, ...ofLine }] }));

const storeOf = (money: object, ofLine: object = {}) => {
  const prices = { ...storeLine?.prices, ...money };
  const totals = { ...storeApiAnswer.totals, ...money };
  return sentCart(storeApiCart({ ...storeApiAnswer, totals, items: [{ ...storeLine, prices, ...ofLine }] }));
};

it.each([
  ['EUR', 199900, 199900],
  ['JPY', 100000, 1000],
  ['KWD', 199900, 1999000],
])('Shopify: hundredths of %s become minor units', (currency, total_price, total) => {
  const cart = shopifyOf({ currency, total_price }, { final_price: total_price });
  expect([cart.total, cart.lines[0]?.price]).toEqual([total, total]);
});

it.each([
  ['EUR', 2, '1999', 1999],
  ['EUR', 0, '20', 2000],
  ['EUR', 4, '199900', 1999],
  ['JPY', 0, '1000', 1000],
  ['JPY', 2, '100000', 1000],
  ['KWD', 3, '1999', 1999],
])('WooCommerce: %s with %i decimals becomes minor units', (currency_code, currency_minor_unit, amount, total) => {
  const cart = storeOf({ currency_code, currency_minor_unit, price: amount, total_price: amount });
  expect([cart.currency, cart.total, cart.lines[0]?.price]).toEqual([currency_code, total, total]);
});

it('T12: of a Shopify cart nothing goes on but what a line is: no token, key, note, attribute or property', () => {
  const secrets = { note: 'ring at Ann’s', attributes: { chat_visitor: 'v_9f2' } };
  const text = JSON.stringify(shopifyOf(secrets, { properties: { _gift: 'for Ann' } }));
  expect(text).not.toMatch(/hWNBQ|23aed|b1fca88|v_9f2|Ann|LAB10|vendor|discount|image/);
});

it('T12: no piece of a token or of a line’s key is ever in what is told', () => {
  const secret = fc.stringMatching(/^[a-zA-Z0-9]{12,40}$/);
  fc.assert(
    fc.property(secret, secret, secret, (token, key, hash) => {
      const lines = [{ ...shopifyLine, key: `15:${hash}`, properties: { token } }];
      const told = JSON.stringify(shopifyCart({ ...shopifyAnswer, token: `${token}?key=${key}`, items: lines }));
      for (const word of [token, key, hash]) {
        for (let at = 0; at + 8 <= word.length; at++) expect(told).not.toContain(word.slice(at, at + 8));
      }
    }),
    { numRuns: 30 },
  );
});

it('of a WooCommerce cart neither addresses nor coupons, keys or what a shopper has written to a line', () => {
  const item_data = [{ name: 'Engraving', value: 'For Ann' }];
  const text = JSON.stringify(storeOf({}, { item_data }));
  expect(text).not.toMatch(/address|DE-BE|lab10|d3d9446|Ann|nonce|extensions/i);
});

it('says which variation of a product it is', () => {
  const variation = [
    { attribute: 'Size', value: 'M' },
    { attribute: 'Colour', value: 'Black &amp; white' },
  ];
  const [line] = storeOf({}, { id: 15, type: 'variation', variation }).lines;
  expect(line).toMatchObject({ itemId: '15', variantId: '15', itemVariant: 'M / Black & white' });
});

it('leaves names as they come where the page’s policy forbids to parse', () => {
  vi.spyOn(DOMParser.prototype, 'parseFromString').mockImplementation(() => {
    throw TypeError('This document requires TrustedHTML');
  });
  expect(storeOf({}).lines[0]?.itemName).toBe('Canvas &#8220;Tote&#8221; &#038; Co');
  vi.restoreAllMocks();
});

it('counts all pieces of a cart of 500 lines, and tells some of them', () => {
  const items = Array.from({ length: 500 }, (_, line) => ({ ...shopifyLine, product_id: line }));
  const cart = sentCart(shopifyCart({ ...shopifyAnswer, items, item_count: 1000 }));
  expect(cart.itemCount).toBe(1000);
  expect(cart.lines.length).toBeGreaterThan(20);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300, 'free', undefined])(
  'leaves out a price that is none: %s',
  (price) => {
    const [line] = shopifyOf({}, { final_price: price }).lines;
    expect([line?.itemName, line?.quantity, line?.price]).toEqual(['Tee', 2, undefined]);
  },
);

it('takes nothing for a cart that is none', () => {
  const addedLine = { ...shopifyLine, id: 15, sections: {} };
  const errors = [
    { status: 422, message: 'Sold out' },
    { code: 'woocommerce_rest_missing_nonce', data: { status: 401 } },
  ];
  const inHearts = { ...shopifyAnswer, currency: '♥' };
  for (const answer of [undefined, null, 'cart', [], addedLine, ...errors, inHearts]) {
    expect(() => shopifyCart(answer)).toThrow();
    expect(() => storeApiCart(answer)).toThrow();
  }
});
