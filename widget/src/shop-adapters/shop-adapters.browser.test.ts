import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchShop as watchShopify } from './shopify.ts';
import { shopifyAnswer, storeApiAnswer } from './test-support/platform-carts.ts';
import { watchedShop } from './test-support/watched-shop.ts';
import { storeApiCart } from './woocommerce-cart.ts';

let shop: ReturnType<typeof watchedShop>;
let reads: string[];

beforeEach(() => {
  reads = [];
  const { fetch } = window;
  // Our reading goes over the line, for what watches requests has to see it; only its answer is made here.
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    const answer = await fetch(address, init);
    if (!address.endsWith('cart.js?storefront-chat')) return answer;
    reads.push(address);
    return Response.json(shopifyAnswer);
  });
  vi.stubGlobal('Shopify', { routes: { root: '/' } });
});
afterEach(() => {
  shop.leave();
  performance.clearResourceTimings();
  vi.unstubAllGlobals();
});

/** Long enough for a reading that should not be. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 600));
const readings = (count: number) => vi.waitFor(() => expect(reads).toHaveLength(count));

function sendByXhr(address: string) {
  const request = new XMLHttpRequest();
  request.open('POST', address);
  request.send('{}');
  return new Promise((resolve) => request.addEventListener('loadend', resolve));
}

it('sees requests that write the cart, whoever sends them, and reads it once; its own reading sets off no other', async () => {
  shop = watchedShop(watchShopify);
  await readings(1);
  await Promise.all([
    fetch('/en-de/cart/change.js', { method: 'POST', body: '{}' }),
    fetch('/cart/update.js', { method: 'POST', body: '{}' }),
    sendByXhr('/cart/add'),
  ]);
  await readings(2);
  await aMoment();
  expect(reads).toHaveLength(2);
});

it('reads nothing for other requests, and nothing more for those that were before us', async () => {
  await fetch('/cart/add.js', { method: 'POST', body: '{}' });
  shop = watchedShop(watchShopify);
  await readings(1);
  await Promise.all([fetch('/cart/shipping_rates.json'), fetch('/cart.js'), fetch('/products/cart/added')]);
  await aMoment();
  expect(reads).toHaveLength(1);
});

it('in the midst of a theme’s message nothing of ours is thrown, returned or done with what it brings', async () => {
  const subscribers: ((message: unknown) => unknown)[] = [];
  vi.stubGlobal('subscribe', (_name: string, run: (message: unknown) => unknown) => {
    subscribers.push(run);
    return () => subscribers.splice(subscribers.indexOf(run), 1);
  });
  // As Dawn does it: one after the other, within its own work.
  vi.stubGlobal('publish', (message: unknown) => subscribers.map((run) => run(message)));
  shop = watchedShop(watchShopify);
  await readings(1);
  const ofTheme = vi.fn(() => 'answer');
  subscribers.push(ofTheme);
  const message = {
    source: 'cart-items',
    get cartData(): unknown {
      throw Error('hostile');
    },
  };
  expect((window as unknown as { publish(message: unknown): unknown[] }).publish(message)).toEqual([
    undefined,
    'answer',
  ]);
  expect(ofTheme.mock.calls).toHaveLength(1);
  await readings(2);
  shop.leave();
  expect(subscribers).toEqual([ofTheme]);
});

it('a theme’s listener that stops its event, or throws, has stopped it for others only', async () => {
  shop = watchedShop(watchShopify);
  await readings(1);
  const stop = (event: Event) => {
    event.stopImmediatePropagation();
    throw Error('of the theme');
  };
  const noise = vi.fn((event: Event) => event.preventDefault());
  addEventListener('error', noise);
  document.body.addEventListener('cart:refresh', stop);
  document.body.dispatchEvent(new CustomEvent('cart:refresh'));
  document.body.removeEventListener('cart:refresh', stop);
  removeEventListener('error', noise);
  expect(noise).toHaveBeenCalledTimes(1);
  await readings(2);
});

it.each([
  ['Canvas &#8220;Tote&#8221; &#038; Co', 'Canvas “Tote” & Co'],
  ['Caf&eacute; &times; 2 &amp;amp; more', 'Café × 2 &amp; more'],
  ['<b>Bold</b> &lt;i&gt;', '<b>Bold</b> <i>'],
  ['</textarea><img src=x onerror=stop()>', '</textarea><img src=x onerror=stop()>'],
  ['&lt;script&gt;stop()&lt;/script&gt;', '<script>stop()</script>'],
  ['قبعة &#8220;صيف&#8221; 👒', 'قبعة “صيف” 👒'],
])('T17: WooCommerce’s name %j is read as %j, and runs nothing', (name, read) => {
  shop = watchedShop(() => {});
  const items = storeApiAnswer.items.map((line) => ({ ...line, name }));
  expect(storeApiCart({ ...storeApiAnswer, items }).lines[0]?.itemName).toBe(read);
});
