import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import type { TrackedEvent } from '../../../contract/events.ts';
import * as dataLayer from '../shop-adapters/data-layer.ts';
import { asked, cartOf, goAway, leave, mug, pageSays, setShop, shop, visit, yes } from './test-support/track-page.ts';

setShop();

const types = async () => {
  await goAway();
  return shop.server.types();
};

function begin(facts: object = { type: 'home' }) {
  pageSays(facts);
  const page = visit();
  page.tell('consent', yes);
  return page;
}

it('tells a purchase at once, and only once in this browser', async () => {
  const order = { id: 1042, total: 3998, currency: 'EUR', lines: [{ ...mug, quantity: 2 }] };
  begin({ type: 'order', order, cart: cartOf(0), currency: 'EUR' });
  await vi.waitFor(() => expect(shop.server.of('purchase')).toHaveLength(1));
  expect(shop.server.of('purchase')[0]?.data).toMatchObject({ transactionId: '1042', value: 3998 });
  leave();
  begin({ type: 'order', order });
  expect((await types()).filter((type) => type === 'purchase')).toHaveLength(1);
});

it('where nothing may be kept, an order whose page is loaded again is told under the same number, by which it counts once', async () => {
  const order = { id: 1042, total: 3998, currency: 'EUR' };
  for (const times of [1, 2]) {
    pageSays({ type: 'order', order });
    visit().tell('consent', { analytics: true, preferences: false });
    await vi.waitFor(() => expect(shop.server.of('purchase')).toHaveLength(times));
    leave();
  }
  expect(new Set(shop.server.of('purchase').map(({ data }) => data.transactionId))).toEqual(new Set(['1042']));
  expect(new Set(shop.server.batches.map(({ visitorId }) => visitorId)).size).toBe(2);
});

it('says of the visitor’s own pages no more than what kind they are', async () => {
  document.title = 'Order 1042 of Ann Example';
  history.pushState({}, '', '/checkout/order-received/1042/?key=wc_order_secret');
  begin({ type: 'order' });
  await goAway();
  expect(shop.server.events()[0]?.page).toMatchObject({ url: `${location.origin}/`, type: 'order' });
  expect(JSON.stringify(shop.server.batches)).not.toMatch(/1042|secret|Ann/);
  history.pushState({}, '', '/');
});

it('compares the cart with that of the page before', async () => {
  begin({ cart: cartOf(1) });
  await goAway();
  leave();
  begin({ cart: cartOf(3) });
  await goAway();
  leave();
  begin({ cart: cartOf(3) });
  await goAway();
  leave();
  begin({ cart: cartOf(0) });
  const told = (await types()).filter((type) => type !== 'page_view');
  expect(told).toEqual(['cart_updated', 'change_cart_quantity', 'cart_updated', 'remove_from_cart', 'cart_updated']);
  expect(shop.server.of('change_cart_quantity')[0]?.data).toMatchObject({ previousQuantity: 1, item: { quantity: 3 } });
});

it('takes nothing out of the cart when an order has emptied it', async () => {
  begin({ cart: cartOf(2) });
  await goAway();
  leave();
  begin({ type: 'order', order: { id: '9', total: 3998, currency: 'EUR' }, cart: cartOf(0) });
  expect(await types()).not.toContain('remove_from_cart');
});

it('believes a shop that tells its lines by itself', async () => {
  const { tell } = begin({ cart: cartOf(0) });
  const item = { itemId: '7', itemName: 'Mug', quantity: 1 };
  tell('track', { type: 'add_to_cart', data: { item } });
  tell('setContext', { cart: cartOf(1) });
  expect((await types()).filter((type) => type === 'add_to_cart')).toHaveLength(1);
});

it('lets the newest cart go along with messages', () => {
  const { tell, page } = begin({ cart: cartOf(1) });
  expect(page.launcher.cart).toEqual({ items: 1, total: 1999, currency: 'EUR' });
  tell('setContext', { cart: { items: 3, total: 4500, currency: 'EUR' } });
  expect(page.launcher.cart).toEqual({ items: 3, total: 4500, currency: 'EUR' });
});

it('tells the same product once, whoever speaks of it', async () => {
  const { tell } = begin({ type: 'product', product: mug, currency: 'EUR' });
  tell('track', { type: 'view_item', data: { item: { itemId: '7', itemName: 'Mug', variantId: '71' } } });
  tell('setContext', { product: mug });
  expect(await types()).toEqual(['page_view', 'view_item']);
});

it('says in one line each what is wrong with events, and goes on', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  shop.server.expectsWrong = true;
  const { tell } = begin();
  const item = { itemId: '7', itemName: 'Mug', price: 19.99 };
  for (const event of [
    { type: 'add_to_cart', data: { item } },
    { type: 'add_to_cart', data: { item } },
    { type: 'purchase', data: { value: 1 } },
    { type: 'cart_updated', data: { cart: { total: 1 } } },
    { type: 'added', data: {} },
  ])
    tell('track', event);
  expect(await types()).toEqual(['page_view']);
  const said = warn.mock.calls.map(([name, what]) => [name, `${what}`.split(' ').slice(0, 2).join(' ')]);
  expect(said.toSorted()).toEqual(
    [
      'add_to_cart: data.item.price',
      'cart_updated: data.cart.currency',
      'purchase: data.transactionId',
      'type should',
    ].map((what) => ['storefront-chat: track:', what]),
  );
});

it('goes on after a block that is no JSON', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  pageSays({}).textContent = '{"type":';
  visit().tell('consent', yes);
  expect(await types()).toEqual(['page_view']);
  expect(warn).toHaveBeenCalledOnce();
});

it('reads the attributes of our tag, where there is no block', async () => {
  const tag = document.createElement('script');
  tag.type = 'text/plain';
  tag.setAttribute('src', `/w/${shop.storeKey}.js`);
  Object.assign(tag.dataset, { pageType: 'product', productId: '7', productName: 'Mug', productPrice: '1999' });
  tag.dataset.currency = 'EUR';
  document.head.append(tag);
  visit().tell('consent', yes);
  await goAway();
  tag.remove();
  expect(shop.server.of('view_item')[0]?.data.item).toEqual({
    itemId: '7',
    itemName: 'Mug',
    price: 1999,
    currency: 'EUR',
  });
});

it('tells what becomes of chat', async () => {
  const { emit, page } = begin();
  emit('opened');
  emit('ready');
  emit('sent', 'box');
  emit('sent', 'chat');
  emit('closed');
  emit('unavailable', 'offline');
  page.launcher.requestId = '6f1c2f1e-6f0e-4a56-9d6a-3a2f5c1b7d10';
  expect(await types()).toEqual([
    'page_view',
    'chat_opened',
    'chat_timing',
    'chat_started',
    'message_sent',
    'message_sent',
    'chat_closed',
    'chat_unavailable',
  ]);
  expect(shop.server.batches.at(-1)?.requestId).toBe(page.launcher.requestId);
});

it('names this page’s chat for its own visitor alone, not for one whose events are left over', async () => {
  const { tell, page } = begin();
  page.launcher.requestId = '6f1c2f1e-6f0e-4a56-9d6a-3a2f5c1b7d10';
  shop.epoch = 'next';
  tell('track', { type: 'search', data: { searchTerm: 'mugs' } });
  await goAway();
  expect(shop.server.batches).toHaveLength(2);
  expect(shop.server.batches[0]).not.toHaveProperty('requestId');
  expect(shop.server.batches[1]).toHaveProperty('requestId');
});

it('stops when the store does not track any more', async () => {
  const { tell } = begin();
  shop.server.trouble = 403;
  await goAway();
  shop.server.trouble = undefined;
  tell('track', { type: 'search', data: { searchTerm: 'mugs' } });
  expect(await types()).toEqual([]);
});

it.each([
  ['shopify', () => Object.assign(window, { Shopify: { routes: { root: '/' } } }), ['shopify']],
  ['woocommerce', () => document.body.classList.add('woocommerce-js'), ['woocommerce']],
  ['any shop with a data layer', () => Object.assign(window, { dataLayer: [] }), ['data-layer']],
  ['any other shop', () => {}, []],
])('fetches what it needs for %s', async (_, make, chunks) => {
  make();
  begin();
  expect(asked).toEqual(chunks);
  Reflect.deleteProperty(window, 'Shopify');
  Reflect.deleteProperty(window, 'dataLayer');
});

/** A data layer that tells all this as soon as it is read. */
function dataLayerSays(...told: object[]) {
  Object.assign(window, { dataLayer: [] });
  return vi.spyOn(dataLayer, 'watchShop').mockImplementation(({ track }) => {
    for (const event of told) track(event as TrackedEvent);
  });
}

const cartEvents = [
  { type: 'cart_updated', data: { cart: { currency: 'EUR', total: 1999, itemCount: 1, lines: [] } } },
  { type: 'add_to_cart', data: { item: { itemId: '7', itemName: 'Mug' } } },
  { type: 'begin_checkout', data: {} },
];

it('lets the platform tell the cart, and the data layer the rest', async () => {
  dataLayerSays(...cartEvents);
  document.body.classList.add('woocommerce-js');
  begin();
  expect(await types()).toEqual(['page_view', 'begin_checkout']);
});

it('lets the page tell its product, and the data layer where the page does not', async () => {
  const asGoogleCallsIt = { type: 'view_item', data: { item: { itemId: 'SKU-7', itemName: 'Mug' } } };
  dataLayerSays(asGoogleCallsIt);
  begin({ type: 'product', product: mug, currency: 'EUR' });
  await goAway();
  expect(shop.server.of('view_item').map(({ data }) => data.item.itemId)).toEqual(['7']);
  leave();
  begin({ type: 'product' });
  await goAway();
  expect(shop.server.of('view_item').map(({ data }) => data.item.itemId)).toEqual(['7', 'SKU-7']);
});

it('reads a data layer that comes after us', async () => {
  begin();
  await goAway();
  dataLayerSays(...cartEvents);
  dispatchEvent(new Event('load'));
  expect(await types()).toEqual(['page_view', 'cart_updated', 'add_to_cart', 'begin_checkout']);
});
