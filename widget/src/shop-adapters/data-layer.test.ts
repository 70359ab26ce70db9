import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchedShop } from './test-support/watched-shop.ts';

let shop: ReturnType<typeof watchedShop>;
let watchShop: typeof import('./data-layer.ts').watchShop;

// It knows what was told on a page: every test has its own.
beforeEach(async () => {
  vi.resetModules();
  ({ watchShop } = await import('./data-layer.ts'));
});

afterEach(() => {
  shop.leave();
  vi.unstubAllGlobals();
});

/** A page that has told all this before us. */
function visit(...entries: unknown[]) {
  const layer = [...entries];
  vi.stubGlobal('dataLayer', layer);
  shop = watchedShop(watchShop);
  return layer;
}

/** What gtag pushes are its `arguments`: numbered, and no array. */
const gtag = (...given: unknown[]) => Object.assign({ length: given.length }, given);
const tagManager = (event: string, ecommerce: object) => ({ event, ecommerce });

const items = [{ item_id: 'TEE-M', item_name: 'Tee', item_variant: 'M', price: 16.2, quantity: 2 }];
const item = { itemId: 'TEE-M', itemName: 'Tee', itemVariant: 'M', price: 1620, currency: 'EUR', quantity: 2 };
const order = { transaction_id: '1042', value: 37.3, tax: 0, shipping: 4.9, currency: 'EUR', coupon: 'LAB10', items };
const purchase = { transactionId: '1042', value: 3730, currency: 'EUR', items: [item] };

it.each([
  ['Tag Manager', tagManager],
  ['gtag', (name: string, params: object) => gtag('event', name, params)],
])('hears what a shop tells %s: what was told before us, then what comes', (_, entry) => {
  const layer = visit({ ecommerce: null }, entry('view_item', { currency: 'EUR', value: 16.2, items }));
  expect(layer.push(entry('purchase', order))).toBe(3);
  layer.push(entry('begin_checkout', { currency: 'EUR', value: 32.4, items }));
  expect(shop.sent('view_item')).toEqual([{ item }]);
  expect(shop.sent('purchase')).toEqual([purchase]);
  const cart = { currency: 'EUR', total: 3240, itemCount: 2, lines: [item] };
  expect(shop.sent('begin_checkout')).toEqual([{ cart }]);
});

it('tells every product that was put into the cart or taken out', () => {
  const cap = { item_name: 'Cap', price: '9.5' };
  visit(
    tagManager('add_to_cart', { currency: 'eur', items: [...items, cap] }),
    tagManager('remove_from_cart', { items: [{ ...cap, currency: 'EUR' }] }),
  );
  const toldCap = { itemId: 'Cap', itemName: 'Cap', price: 950, currency: 'EUR', quantity: 1 };
  expect(shop.sent('add_to_cart')).toEqual([{ item }, { item: toldCap }]);
  expect(shop.sent('remove_from_cart')).toEqual([{ item: toldCap }]);
});

it('tells a hundred products of an order of five hundred, and of a cart how many pieces there are', () => {
  const many = Array.from({ length: 500 }, (_, line) => ({ ...items[0], item_id: `T${line}`, quantity: 1 }));
  visit(tagManager('add_to_cart', { items: many }), tagManager('view_cart', { ...order, items: many }));
  expect(shop.sent('add_to_cart')).toHaveLength(100);
  const cart = shop.sent('cart_updated')[0]?.cart;
  expect([cart?.itemCount, cart?.lines.length]).toEqual([500, 100]);
});

it.each([
  ['EUR', '37.30', 3730],
  ['JPY', 1000, 1000],
  ['KWD', '1.999', 1999],
])('amounts in %s become minor units: %s', (currency, value, minor) => {
  visit(tagManager('purchase', { ...order, currency, value }));
  expect(shop.sent('purchase')[0]?.value).toBe(minor);
});

it('knows a cart when it is viewed, if what is in it and its value are told', () => {
  const viewed = { currency: 'EUR', value: '32.40', items };
  visit(
    tagManager('view_cart', viewed),
    tagManager('view_cart', { ...viewed, value: null }),
    tagManager('view_cart', { ...viewed, items: undefined }),
    tagManager('view_cart', { ...viewed, currency: undefined }),
    tagManager('view_cart', { ...viewed, items: [{ ...items[0], quantity: 'two' }] }),
  );
  const cart = { currency: 'EUR', total: 3240, itemCount: 2, lines: [item] };
  expect(shop.sent('cart_updated')).toEqual([{ cart }]);
});

it('takes what an entry says itself before what was kept', () => {
  const cap = { item_name: 'Cap', quantity: 3 };
  const kept = tagManager('view_item', { items });
  visit(kept, { event: 'remove_from_cart', items: [cap] }, { event: 'purchase', value: 5, ecommerce: order });
  expect(shop.sent('remove_from_cart')).toEqual([{ item: { itemId: 'Cap', itemName: 'Cap', quantity: 3 } }]);
  expect(shop.sent('purchase')).toEqual([purchase]);
});

it.each([
  gtag('event', 'search', { search_term: 'tee' }),
  gtag('event', 'view_search_results', { search_term: 'tee' }),
  { event: 'search', search_term: 'tee' },
])('tells a search: %j', (entry) => {
  visit(entry, { event: 'search' });
  expect(shop.sent('search')).toEqual([{ searchTerm: 'tee' }]);
});

it('Tag Manager keeps what is for sale from one entry to the next, until it is null', () => {
  visit(
    { ecommerce: { currency: 'EUR', items } },
    { event: 'view_item' },
    { ecommerce: null },
    { event: 'add_to_cart' },
  );
  expect(shop.told.map(({ type }) => type)).toEqual(['view_item']);
});

it.each([
  tagManager('purchase', { ...order, transaction_id: '' }),
  tagManager('purchase', { ...order, value: undefined }),
  tagManager('purchase', { ...order, currency: undefined }),
  tagManager('purchase', { ...order, currency: 'euros' }),
  tagManager('refund', order),
  tagManager('view_item_list', { items }),
  tagManager('add_to_wishlist', { items }),
  tagManager('my_purchase', order),
  gtag('config', 'G-1', {}),
  gtag('consent', 'update', {}),
  { event: 'gtm.js', 'gtm.start': 1 },
  { event: 'view_item', ecommerce: { items: [null, {}] } },
])('has nothing to tell of %j', (entry) => {
  visit(entry);
  expect(shop.told).toEqual([]);
});

it('nothing that a page pushes breaks its own push', () => {
  const layer = visit();
  const hostile = {
    get event(): string {
      throw Error('hostile');
    },
  };
  const cyclic: Record<string, unknown> = { event: 'add_to_cart' };
  cyclic.ecommerce = cyclic;
  for (const entry of [hostile, cyclic, Symbol('x'), null, 1n, () => {}]) expect(() => layer.push(entry)).not.toThrow();
  expect(layer).toHaveLength(6);
});

it('ends with the visitor’s leave', () => {
  const layer = visit();
  shop.leave();
  layer.push(tagManager('purchase', order));
  expect(shop.told).toEqual([]);
});

it('tells what was there before once per page: with a new leave only what comes after it', () => {
  const layer = visit(tagManager('view_item', { currency: 'EUR', items }));
  layer.push(tagManager('add_to_cart', { items }));
  shop.leave();
  layer.push(tagManager('purchase', order));
  shop = watchedShop(watchShop);
  expect(shop.told).toEqual([]);
  layer.push({ event: 'remove_from_cart' });
  expect(shop.told.map(({ type }) => type)).toEqual(['remove_from_cart']);
});
