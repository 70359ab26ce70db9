import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchShop } from './shopify.ts';
import { shopifyAnswer } from './test-support/platform-carts.ts';
import { answerWith, later, rest, watchedShop } from './test-support/watched-shop.ts';

let answer: unknown;
let read: ReturnType<typeof answerWith>;
let shop: ReturnType<typeof watchedShop>;

beforeEach(() => {
  vi.useFakeTimers();
  answer = shopifyAnswer;
  read = answerWith({ '/': () => answer });
  vi.stubGlobal('Shopify', { routes: { root: '/' } });
});
afterEach(() => {
  shop.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page where the first reading is over. */
async function visit() {
  shop = watchedShop(watchShop);
  await rest();
  read.mockClear();
}

function send(name: string, told: object, from: EventTarget = document.body) {
  from.dispatchEvent(Object.assign(new Event(name, { bubbles: true }), told));
}

const aCart = (item_count: number) => ({ ...shopifyAnswer, item_count, total_price: item_count * 1620 });

it('tells on load what a form may have posted: one reading, past every cache, of the language the shopper is in', async () => {
  vi.stubGlobal('Shopify', { routes: { root: '/en-de/' } });
  shop = watchedShop(watchShop);
  await rest();
  expect(read.mock.calls).toEqual([
    ['/en-de/cart.js?storefront-chat', { cache: 'no-store', signal: expect.any(AbortSignal) }],
  ]);
  expect(shop.sent('cart_updated')).toEqual([
    {
      cart: {
        currency: 'EUR',
        total: 3240,
        itemCount: 2,
        lines: [
          {
            itemId: '13',
            itemName: 'Tee',
            itemVariant: 'M',
            variantId: '15',
            sku: 'TEE-M',
            url: `${location.origin}/products/tee`,
            price: 1620,
            currency: 'EUR',
            quantity: 2,
          },
        ],
      },
    },
  ]);
});

it('a standard event comes before the change: the cart is read when its promise is kept, once for all that a change sets off', async () => {
  await visit();
  const change = later<unknown>();
  send('shopify:cart:lines-update', {
    action: 'add',
    context: 'product',
    lines: [{ merchandiseId: 15, quantity: 1 }],
    promise: change.promise,
  });
  await rest();
  expect(read).not.toHaveBeenCalled();
  answer = aCart(3);
  change.keep({ cart: { id: 'gid://shopify/Cart/hWNB?key=23ae', totalQuantity: 3 } });
  send('cart:updated', {});
  send('cart:refresh', {});
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
  expect(shop.sent('cart_updated').at(-1)?.cart).toMatchObject({ itemCount: 3, total: 4860 });
  // T12: its cart has an id that opens the buyer's details.
  expect(JSON.stringify(shop.told)).not.toMatch(/hWNB|23ae/);
});

it.each<[string, () => Promise<unknown>]>([
  [
    'was refused, and may have been changed in part',
    async () => ({ cart: null, userErrors: [{ message: 'Sold out' }] }),
  ],
  ['has failed', () => Promise.reject(Error('500'))],
  ['was given up for another', () => Promise.reject(new DOMException('', 'AbortError'))],
])('reads the cart after a change that %s', async (_, promise) => {
  await visit();
  send('shopify:cart:lines-update', { action: 'update', lines: [], promise: promise() });
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
});

it('takes the promise from `detail` too, and reads after an event that has none', async () => {
  await visit();
  const change = later<void>();
  send('shopify:cart:discount-update', { detail: { promise: change.promise } });
  await rest();
  expect(read).not.toHaveBeenCalled();
  change.keep(undefined);
  await rest();
  send('shopify:cart:lines-update', {});
  await rest();
  expect(read).toHaveBeenCalledTimes(2);
});

it('waits for nobody whose promise is never kept', async () => {
  await visit();
  send('shopify:cart:lines-update', { promise: new Promise(() => {}) });
  send('cart:update', {}, window);
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
});

it.each([
  [13, 15],
  ['gid://shopify/Product/13', 'gid://shopify/ProductVariant/15'],
])(
  'tells the product of a page and of a quick view, whether its id is %s or not, and none of a list',
  async (id, variantId) => {
    await visit();
    const selectedVariant = { id: variantId, title: 'M', price: { amount: '19.9', currencyCode: 'EUR' } };
    const product = { id, title: 'Tee', handle: 'tee', selectedVariant };
    for (const context of ['page', 'collection', 'recommendation', 'search']) {
      send('shopify:product:view', { context, product });
    }
    send('shopify:product:view', { context: 'dialog', product: { id, title: 'Tee', selectedVariant: null } });
    const only = { ...selectedVariant, title: 'Default Title' };
    send('shopify:product:view', { context: 'page', product: { id: 14, title: 'Cap', selectedVariant: only } });
    const item = { itemId: '13', itemName: 'Tee', itemVariant: 'M', variantId: '15', price: 1990, currency: 'EUR' };
    expect(shop.sent('view_item')).toEqual([
      { item },
      { item: { itemId: '13', itemName: 'Tee' } },
      { item: { itemId: '14', itemName: 'Cap', variantId: '15', price: 1990, currency: 'EUR' } },
    ]);
  },
);

it('tells a search with its number of results, when it is known; none that failed', async () => {
  await visit();
  send('shopify:search:update', { search: { query: 'tee' }, promise: Promise.resolve({ totalCount: 4 }) });
  send('shopify:search:update', { search: { query: 'te' }, promise: Promise.reject(Error()) });
  await rest();
  expect(shop.sent('search')).toEqual([{ searchTerm: 'tee', results: 4 }]);
});

it('joins the messages of Dawn once its deferred scripts have run, and leaves them', async () => {
  await visit();
  const leave = vi.fn();
  const subscribe = vi.fn((_name: string, _heard: (message: unknown) => void) => leave);
  vi.stubGlobal('subscribe', subscribe);
  dispatchEvent(new Event('load'));
  expect(subscribe).not.toHaveBeenCalled();
  vi.stubGlobal('publish', () => {});
  dispatchEvent(new Event('load'));
  dispatchEvent(new Event('click'));
  expect(subscribe).toHaveBeenCalledTimes(1);
  expect(subscribe.mock.calls[0]?.[0]).toBe('cart-update');
  subscribe.mock.calls[0]?.[1]({ source: 'product-form', productVariantId: '15', cartData: { id: 15 } });
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
  shop.leave();
  expect(leave).toHaveBeenCalledTimes(1);
});

it('tells that somebody goes to checkout, which runs no scripts of the theme', async () => {
  await visit();
  document.body.innerHTML = '<form><button name="checkout"></button><button name="update"></button></form>';
  const [checkout, update] = document.querySelectorAll('button');
  for (const submitter of [update, checkout]) {
    send('submit', { submitter }, document.querySelector('form') as HTMLFormElement);
  }
  expect(shop.told.filter(({ type }) => type !== 'cart_updated')).toEqual([{ type: 'begin_checkout', data: {} }]);
});

it('looks again when somebody comes back to the page', async () => {
  await visit();
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  dispatchEvent(new Event('pageshow'));
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
});

it('passes over a reading that failed, and tries again at the next sign', async () => {
  answer = new Response('<!doctype html><title>Enter the password', { status: 200 });
  shop = watchedShop(watchShop);
  await rest();
  expect(shop.told).toEqual([]);
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
  answer = shopifyAnswer;
  send('cart:updated', {});
  await rest();
  expect(shop.sent('cart_updated')).toHaveLength(1);
});

it('does not tell an old cart after a new one, when a slow answer comes late', async () => {
  await visit();
  const slow = later<unknown>();
  answer = slow.promise;
  send('cart:updated', {});
  await rest();
  answer = aCart(4);
  send('cart:updated', {});
  await rest();
  slow.keep(aCart(3));
  await rest();
  expect(shop.sent('cart_updated').map(({ cart }) => cart.itemCount)).toEqual([2, 4]);
});

it.each([{ designMode: true }, { visualPreviewMode: true }])(
  'is quiet for whoever works on the shop: %j',
  async (mode) => {
    vi.stubGlobal('Shopify', { routes: { root: '/' }, ...mode });
    await visit();
    send('cart:updated', {});
    send('shopify:product:view', { context: 'page', product: { id: 13, title: 'Tee' } });
    await rest();
    expect([read.mock.calls, shop.told]).toEqual([[], []]);
  },
);

it('ends with the visitor’s leave, a reading on its way too', async () => {
  await visit();
  const slow = later<unknown>();
  answer = slow.promise;
  send('cart:updated', {});
  await rest();
  const before = shop.told.length;
  shop.leave();
  slow.keep(aCart(5));
  send('cart:updated', {});
  send('shopify:search:update', { search: { query: 'tee' }, promise: Promise.resolve({}) });
  dispatchEvent(new Event('pageshow'));
  await rest();
  expect(read).toHaveBeenCalledTimes(1);
  expect(shop.told).toHaveLength(before);
});
