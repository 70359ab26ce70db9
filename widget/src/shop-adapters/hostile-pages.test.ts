import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchShop as watchShopify } from './shopify.ts';
import { shopifyCart } from './shopify-cart.ts';
import { fakeJQuery } from './test-support/fake-jquery.ts';
import { shopifyAnswer, storeApiAnswer } from './test-support/platform-carts.ts';
import { answerWith, asSent, rest, watchedShop } from './test-support/watched-shop.ts';
import { watchShop as watchWooCommerce } from './woocommerce.ts';
import { storeApiCart } from './woocommerce-cart.ts';

const complaints = vi.fn((event: Event) => event.preventDefault());

beforeEach(() => {
  vi.useFakeTimers();
  document.cookie = 'woocommerce_cart_hash=a1';
  for (const type of ['error', 'unhandledrejection']) addEventListener(type, complaints);
});
afterEach(() => {
  expect(complaints).not.toHaveBeenCalled();
  for (const type of ['error', 'unhandledrejection']) removeEventListener(type, complaints);
  document.cookie = 'woocommerce_cart_hash=; max-age=0';
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const fail = () => {
  throw Error('hostile');
};
/** Whatever is asked of it, it throws. */
const trap = new Proxy(() => {}, { get: fail, apply: fail, has: fail, getOwnPropertyDescriptor: fail });
const shapes = [undefined, null, 0, 'shop', [], {}, { routes: null, data: null }, { routes: { root: {} } }, trap, fail];

it.each(shapes.map((shape, index) => [index, shape]))(
  'no global of the page can break it: shape %i',
  async (_, shape) => {
    answerWith({ '/': () => shopifyAnswer });
    for (const name of ['Shopify', 'subscribe', 'publish', 'jQuery', 'wp', 'wpApiSettings']) vi.stubGlobal(name, shape);
    for (const watch of [watchShopify, watchWooCommerce]) {
      const shop = watchedShop(watch);
      dispatchEvent(new Event('load'));
      await rest();
      shop.leave();
    }
  },
);

it('no event of the page can break it, and the shop goes on', async () => {
  const read = answerWith({ '/': () => shopifyAnswer });
  vi.stubGlobal('Shopify', { routes: { root: '/' } });
  const shop = watchedShop(watchShopify);
  await rest();
  const ofTheme = vi.fn();
  const told: object[] = [
    { promise: () => {} },
    { promise: trap, detail: trap, context: 'page', product: trap, search: trap },
    { context: 'page', product: { id: trap } },
    { context: Symbol('page'), search: { query: {} }, submitter: trap },
  ];
  for (const name of ['cart:lines-update', 'product:view', 'search:update']) {
    document.addEventListener(`shopify:${name}`, ofTheme);
    for (const properties of told) {
      document.body.dispatchEvent(Object.assign(new Event(`shopify:${name}`, { bubbles: true }), properties));
    }
  }
  await rest();
  expect(ofTheme).toHaveBeenCalledTimes(12);
  document.body.dispatchEvent(new Event('cart:updated'));
  await rest();
  expect(read.mock.calls.length).toBeGreaterThan(1);
  expect(shop.sent('cart_updated').length).toBe(read.mock.calls.length);
  shop.leave();
});

it('the shop’s own handlers of jQuery get what they got before, and one that throws takes nothing from us', async () => {
  const read = answerWith({ '/': () => storeApiAnswer });
  const jQuery = fakeJQuery();
  vi.stubGlobal('jQuery', jQuery);
  const ofShop = vi.fn();
  const body = jQuery(document.body).on('added_to_cart', ofShop);
  const shop = watchedShop(watchWooCommerce);
  body.on('added_to_cart', ofShop).on('added_to_cart', fail);
  await rest();
  document.cookie = 'woocommerce_cart_hash=b2';
  expect(() => body.trigger('added_to_cart', [{ fragments: {} }, 'b2'])).toThrow('hostile');
  expect(ofShop.mock.contexts).toEqual([document.body, document.body]);
  expect(ofShop.mock.calls[1]).toEqual([{ type: 'added_to_cart' }, { fragments: {} }, 'b2']);
  // `false` would stop the event, and a promise may be waited for.
  const [ours] = jQuery.handlers.filter(({ run }) => run !== ofShop && run !== fail);
  expect(ours?.run.call(document.body, { type: 'added_to_cart' })).toBeUndefined();
  await rest();
  expect(read).toHaveBeenCalledTimes(2);
  shop.leave();
});

/** Names as people and machines make them: markup, emoji, right to left, half a surrogate pair. */
const name = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom('<script>alert(1)</script>', 'قبعة صيف', '👨‍👩‍👧‍👦'.repeat(80), '\ud83d tee', 'a\u202eb'),
  )
  .map((text) => `Tee ${text}`);
const amount = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(null, undefined, '', 'free', '1e400', {}, true));
const line = fc.record({ id: fc.nat(), name, price: amount, quantity: fc.nat(1000) });

it('whatever a cart holds, what is told of it is what our server takes', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), fc.nat(1e5), fc.nat(), (lines, pieces, total) => {
      const items = lines.map(({ id, name, price, quantity }) => ({
        product_id: id,
        product_title: name,
        final_price: price,
        quantity,
      }));
      const cart = shopifyCart({ currency: 'EUR', item_count: pieces, total_price: total, items });
      expect(asSent({ type: 'cart_updated', data: { cart } })).toBeTruthy();

      const storeItems = lines.map(({ price, ...rest }) => ({ ...rest, prices: { price, currency_minor_unit: 2 } }));
      const totals = { total_price: `${total}`, currency_code: 'EUR', currency_minor_unit: 2 };
      const storeCart = storeApiCart({ items: storeItems, items_count: pieces, totals });
      expect(asSent({ type: 'cart_updated', data: { cart: storeCart } })).toBeTruthy();
    }),
    { numRuns: 60 },
  );
});
