import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeJQuery } from './test-support/fake-jquery.ts';
import { storeApiAnswer } from './test-support/platform-carts.ts';
import { answerWith, rest, watchedShop } from './test-support/watched-shop.ts';
import { watchShop } from './woocommerce.ts';

let answer: unknown;
let read: ReturnType<typeof answerWith>;
let shop: ReturnType<typeof watchedShop>;
let jQuery: ReturnType<typeof fakeJQuery>;

beforeEach(() => {
  vi.useFakeTimers();
  answer = storeApiAnswer;
  read = answerWith({ '/': () => answer });
  jQuery = fakeJQuery();
  vi.stubGlobal('jQuery', jQuery);
});
afterEach(() => {
  shop.leave();
  setHash('');
  document.head.innerHTML = '';
  document.body.innerHTML = '';
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** As the shop's answers set it; empty: it is taken away. */
function setHash(hash: string) {
  const life = hash ? '' : '; max-age=0';
  document.cookie = `woocommerce_items_in_cart=1${life}`;
  document.cookie = `woocommerce_cart_hash=${hash}${life}`;
}

/** A page where the first look is over. */
async function visit(hash = 'a1') {
  setHash(hash);
  shop = watchedShop(watchShop);
  await rest();
  read.mockClear();
}

const blockEvent = (type: string, detail: object) => new CustomEvent(type, { bubbles: true, detail });
const lastCart = () => shop.sent('cart_updated').at(-1)?.cart;

it('reads the cart on load, if the cookie says that there is one: past every cache, where WordPress says its addresses are', async () => {
  document.head.innerHTML = '<link rel="https://api.w.org/" href="https://www.other.example/shop/wp-json/">';
  setHash('a1');
  shop = watchedShop(watchShop);
  await rest();
  expect(read.mock.calls).toEqual([
    ['/shop/wp-json/wc/store/v1/cart', { cache: 'no-store', signal: expect.any(AbortSignal) }],
  ]);
  expect(lastCart()).toEqual({
    currency: 'EUR',
    total: 3582,
    itemCount: 2,
    lines: [
      {
        itemId: '10',
        itemName: 'Canvas “Tote” & Co',
        sku: 'TOTE-1',
        url: `${location.origin}/product/canvas-tote/`,
        price: 1990,
        currency: 'EUR',
        quantity: 2,
      },
    ],
  });
});

it.each([
  ['', '/wp-json/wc/store/v1/cart'],
  ['https://shop.example.test/?rest_route=/', '/?rest_route=/wc/store/v1/cart'],
])('finds the Store API without the link: wpApiSettings.root is "%s"', async (root, address) => {
  if (root) vi.stubGlobal('wpApiSettings', { root });
  setHash('a1');
  shop = watchedShop(watchShop);
  await rest();
  expect(read.mock.calls[0]?.[0]).toBe(address);
});

it('asks nobody where the cart is empty', async () => {
  setHash('');
  shop = watchedShop(watchShop);
  await rest();
  expect(read).not.toHaveBeenCalled();
  expect(lastCart()).toEqual({ currency: 'XXX', total: 0, itemCount: 0, lines: [] });
});

it('an emptied cart is told without a request, in the currency that it had', async () => {
  await visit();
  setHash('');
  jQuery(document.body).trigger('wc_cart_emptied');
  await rest();
  document.cookie = 'woocommerce_items_in_cart=0';
  setHash('b2');
  document.cookie = 'woocommerce_items_in_cart=0';
  jQuery(document.body).trigger('updated_wc_div');
  await rest();
  expect(read).not.toHaveBeenCalled();
  expect(lastCart()).toEqual({ currency: 'EUR', total: 0, itemCount: 0, lines: [] });
});

it.each<[string, () => void]>([
  [
    'an add in the classic archive',
    () => {
      const body = jQuery(document.body);
      body.trigger('adding_to_cart');
      setHash('b2');
      for (const name of ['added_to_cart', 'wc_cart_button_updated', 'wc_fragments_loaded']) body.trigger(name);
    },
  ],
  [
    'the button of a block',
    () => {
      setHash('b2');
      document.body.dispatchEvent(blockEvent('wc-blocks_added_to_cart', { preserveCartData: true }));
      const quantityChanges = { productsPendingAdd: [10] };
      dispatchEvent(blockEvent('wc-blocks_store_sync_required', { type: 'from_iAPI', quantityChanges }));
    },
  ],
  [
    'a removal in the mini-cart block',
    () => {
      setHash('b2');
      const quantityChanges = { cartItemsPendingDelete: ['d3d9'] };
      dispatchEvent(blockEvent('wc-blocks_store_sync_required', { type: 'from_iAPI', quantityChanges }));
    },
  ],
  [
    'a quantity in the cart block',
    () => {
      setHash('b2');
      dispatchEvent(blockEvent('wc-blocks_store_sync_required', { type: 'from_@wordpress/data' }));
    },
  ],
  [
    'an update of the classic cart',
    () => {
      setHash('b2');
      for (const name of ['updated_wc_div', 'updated_cart_totals']) jQuery(document.body).trigger(name);
    },
  ],
  [
    'a removal in the classic cart',
    () => {
      setHash('b2');
      for (const name of ['updated_wc_div', 'item_removed_from_classic_cart']) jQuery(document.body).trigger(name);
    },
  ],
  [
    'a removal in the mini-cart widget',
    () => {
      setHash('b2');
      jQuery(document.body).trigger('removed_from_cart');
    },
  ],
  [
    'a coupon',
    () => {
      setHash('b2');
      jQuery(document.body).trigger('applied_coupon');
    },
  ],
  [
    'another tab',
    () => {
      setHash('b2');
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      dispatchEvent(new Event('pageshow'));
    },
  ],
])('reads the cart once after %s', async (_, change) => {
  await visit();
  answer = { ...storeApiAnswer, items_count: 3 };
  change();
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
  expect(lastCart()?.itemCount).toBe(3);
});

it('asks for nothing while the cookie stays as it is, whatever the page triggers', async () => {
  await visit();
  for (const name of ['wc_fragments_loaded', 'updated_checkout']) jQuery(document.body).trigger(name);
  document.body.dispatchEvent(blockEvent('wc-blocks_added_to_cart', { preserveCartData: true }));
  dispatchEvent(new Event('pageshow'));
  await rest();
  expect(read).not.toHaveBeenCalled();
});
