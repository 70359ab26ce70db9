import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeJQuery } from './test-support/fake-jquery.ts';
import { storeApiAnswer } from './test-support/platform-carts.ts';
import { answerWith, later, rest, watchedShop } from './test-support/watched-shop.ts';
import { watchShop } from './woocommerce.ts';

let answer: unknown;
let read: ReturnType<typeof answerWith>;
let shop: ReturnType<typeof watchedShop>;

beforeEach(() => {
  vi.useFakeTimers();
  answer = storeApiAnswer;
  read = answerWith({ '/': () => answer });
});
afterEach(() => {
  shop.leave();
  document.cookie = 'woocommerce_cart_hash=; max-age=0';
  document.body.innerHTML = '';
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const setHash = (hash: string) => {
  document.cookie = `woocommerce_cart_hash=${hash}`;
};
async function visit() {
  setHash('a1');
  shop = watchedShop(watchShop);
  await rest();
  read.mockClear();
}
const checkouts = () => shop.told.filter(({ type }) => type === 'begin_checkout');

it.each(['DOMContentLoaded', 'load', 'click'])('finds a jQuery that has come by %s, once', async (sign) => {
  await visit();
  const jQuery = fakeJQuery();
  vi.stubGlobal('jQuery', jQuery);
  for (const name of [sign, sign, 'load']) dispatchEvent(new Event(name));
  const all = jQuery.handlers.length;
  expect(new Set(jQuery.handlers.map(({ name }) => name)).size).toBe(all);
  setHash('b2');
  jQuery(document.body).trigger('added_to_cart');
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
});

it('hears of changes in the data store of the cart block, and stops hearing', async () => {
  let isThere = false;
  const leave = vi.fn();
  const subscribe = vi.fn((_listener: () => void, _store: string) => leave);
  const select = (store: string) => (isThere && store === 'wc/store/cart' ? {} : undefined);
  vi.stubGlobal('wp', { data: { select, subscribe } });
  await visit();
  expect(subscribe).not.toHaveBeenCalled();
  isThere = true;
  dispatchEvent(new Event('load'));
  setHash('b2');
  expect(subscribe.mock.calls[0]?.[1]).toBe('wc/store/cart');
  // It says so at every key that is pressed in a form.
  for (let turn = 0; turn < 50; turn++) subscribe.mock.calls[0]?.[0]();
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
  shop.leave();
  expect(leave).toHaveBeenCalledTimes(1);
});

it.each([
  '<form class="checkout woocommerce-checkout" name="checkout"></form>',
  '<div class="wp-block-woocommerce-checkout"></div>',
])('tells a checkout that has begun before us, once: %s', async (form) => {
  const jQuery = fakeJQuery();
  vi.stubGlobal('jQuery', jQuery);
  document.body.innerHTML = form;
  await visit();
  jQuery(document.body).trigger('init_checkout');
  expect(checkouts()).toHaveLength(1);
});

it('tells a checkout that begins after us, and none where there is none', async () => {
  const jQuery = fakeJQuery();
  vi.stubGlobal('jQuery', jQuery);
  await visit();
  jQuery(document.body).trigger('updated_checkout');
  expect(checkouts()).toHaveLength(0);
  jQuery(document.body).trigger('init_checkout');
  expect(checkouts()).toEqual([{ type: 'begin_checkout', data: {} }]);
});

it.each<[string, () => unknown]>([
  ['is refused', () => Response.json({ code: 'rest_forbidden', data: { status: 401 } }, { status: 401 })],
  ['is a page for people', () => new Response('<!doctype html>')],
  ['does not come', () => Promise.reject(TypeError('Failed to fetch'))],
])('is quiet where the Store API %s, and asks again at the next sign only', async (_, refuse) => {
  setHash('a1');
  read = answerWith({ '/': refuse });
  shop = watchedShop(watchShop);
  await rest();
  await rest();
  expect([read.mock.calls.length, shop.told]).toEqual([1, []]);
  read = answerWith({ '/': () => answer });
  dispatchEvent(new Event('pageshow'));
  await rest();
  expect(shop.sent('cart_updated')).toHaveLength(1);
});

it('does not ask twice for one cart while the answer is on its way', async () => {
  const slow = later<unknown>();
  answer = slow.promise;
  setHash('a1');
  shop = watchedShop(watchShop);
  await rest();
  dispatchEvent(new Event('pageshow'));
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
  slow.keep(storeApiAnswer);
  await rest();
  expect(shop.sent('cart_updated')).toHaveLength(1);
});

it('ends with the visitor’s leave, and leaves nothing in jQuery', async () => {
  const jQuery = fakeJQuery();
  vi.stubGlobal('jQuery', jQuery);
  await visit();
  const before = shop.told.length;
  shop.leave();
  expect(jQuery.handlers).toEqual([]);
  setHash('b2');
  dispatchEvent(new Event('wc-blocks_store_sync_required'));
  dispatchEvent(new Event('pageshow'));
  await rest();
  expect([read.mock.calls.length, shop.told.length]).toEqual([0, before]);
});
