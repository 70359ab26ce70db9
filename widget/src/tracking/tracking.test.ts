import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import {
  asked,
  cartOf,
  goAway,
  leave,
  mug,
  pageSays,
  setShop,
  shop,
  visit,
  visitorKey,
  yes,
} from './test-support/track-page.ts';

setShop();

const hasDatabase = async () => JSON.stringify(await indexedDB.databases()).includes(shop.storeKey);
const sent = (...types: string[]) => vi.waitFor(() => expect(shop.server.types()).toEqual(types));
const search = { type: 'search', data: { searchTerm: 'mugs' } };
const keptId = () => JSON.parse(localStorage.getItem(visitorKey()) ?? '{}').id;

it('stores, sends and fetches nothing before the visitor has said yes', async () => {
  pageSays({ type: 'product', product: mug, currency: 'EUR' });
  const { tell } = visit([['track', search]]);
  tell('setContext', { cart: cartOf(1) });
  await goAway();
  expect(shop.server.requests).toEqual([]);
  expect({ ...localStorage }).toEqual({});
  expect(await hasDatabase()).toBe(false);
  expect(asked).toEqual([]);
});

it.each(['designMode', 'visualPreviewMode'])(
  'stores and sends nothing of whoever works on the shop at Shopify: %s',
  async (mode) => {
    vi.stubGlobal('Shopify', { routes: { root: '/' }, [mode]: true });
    pageSays({ type: 'product', product: mug, currency: 'EUR' });
    const { tell } = visit([['track', search]]);
    tell('consent', yes);
    tell('setContext', { cart: cartOf(1) });
    await goAway();
    expect([shop.server.requests, { ...localStorage }, await hasDatabase()]).toEqual([[], {}, false]);
  },
);

it('sends what the page told before, once there is leave', async () => {
  pageSays({ type: 'product', locale: 'nl', currency: 'EUR', product: mug });
  const { tell } = visit([['track', search]]);
  tell('consent', yes);
  await goAway();
  await sent('page_view', 'view_item', 'search');
  const [view, product] = shop.server.events();
  expect(view?.page).toMatchObject({ type: 'product', locale: 'nl' });
  expect(product?.data).toMatchObject({ item: { itemId: '7', itemVariant: 'Blue', price: 1999, currency: 'EUR' } });
});

it('takes a yes that was said before we came, and tells the page of it', async () => {
  const facts = [
    ['consent', yes],
    ['setContext', { type: 'home' }],
  ] as const;
  const { emitted } = visit(facts);
  await goAway();
  expect(shop.server.events()[0]?.page?.type).toBe('home');
  expect(emitted).toMatchObject([['consent', { analytics: 'granted' }]]);
});

it('sends by itself, a moment after something has happened', async () => {
  visit().tell('consent', yes);
  await sent('page_view');
  await vi.waitFor(async () => expect(keptId()).toBe(shop.server.batches[0]?.visitorId));
});

it('keeps no id without leave for that: every page is another visitor', async () => {
  for (const _ of [1, 2]) {
    visit().tell('consent', { analytics: true });
    await goAway();
    leave();
  }
  await vi.waitFor(() => expect(shop.server.batches).toHaveLength(2));
  const [first, second] = shop.server.batches;
  expect(first?.visitorId).not.toBe(second?.visitorId);
  expect(first?.consent).toEqual({ analytics: true, preferences: false, marketing: false });
  expect({ ...localStorage }).toEqual({});
});

it('knows this browser again with leave, and no more when another person sits there', async () => {
  const ids = [];
  for (const epoch of ['', '', 'next']) {
    shop.epoch = epoch;
    visit().tell('consent', yes);
    await goAway();
    ids.push(shop.server.batches.at(-1)?.visitorId);
    leave();
  }
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

it('goes on under a new id, kept nowhere, when only the keeping is no longer allowed', async () => {
  const { tell } = visit();
  tell('consent', yes);
  await goAway();
  tell('consent', { preferences: false });
  tell('track', search);
  await goAway();
  await sent('page_view', 'search');
  const [before, after] = shop.server.batches;
  expect(after?.visitorId).not.toBe(before?.visitorId);
  expect({ ...localStorage }).toEqual({});
  expect(shop.server.erased).toEqual([]);
});

it('forgets everything when leave is taken back, here and on our server, and says so', async () => {
  const { tell, api } = visit();
  const forgotten = vi.fn();
  const changes = vi.fn();
  api.on('forgotten', forgotten);
  api.on('consent', changes);
  tell('consent', yes);
  tell('track', search);
  await goAway();
  const { visitorId } = shop.server.batches[0] ?? {};
  tell('track', search);
  tell('consent', { analytics: false });
  tell('track', search);
  await vi.waitFor(() => expect(forgotten).toHaveBeenCalledOnce());
  expect(forgotten.mock.calls[0]?.[0]).toMatchObject({ events: 2 });
  expect(shop.server.erased).toEqual([visitorId]);
  expect({ ...localStorage }).toEqual({});
  await vi.waitFor(async () => expect(await hasDatabase()).toBe(false));
  await goAway();
  expect(shop.server.types()).toEqual(['page_view', 'search']);
  expect(changes.mock.calls.map(([now]) => now.analytics)).toEqual(['granted', 'denied']);
});

it('goes on asking for the erasure on later pages, until our server has answered', async () => {
  const { tell } = visit();
  tell('consent', yes);
  await goAway();
  const id = keptId();
  shop.server.trouble = 'down';
  tell('consent', { analytics: false });
  await vi.waitFor(() => expect(shop.server.requests).toHaveLength(2));
  leave();
  expect({ ...localStorage }).toEqual({ [`storefront-chat:${shop.storeKey}:erasures`]: id });
  shop.server.trouble = undefined;
  visit();
  await vi.waitFor(() => expect(shop.server.erased).toEqual([id]));
  await vi.waitFor(() => expect({ ...localStorage }).toEqual({}));
});

it('forgets a visitor who said no where we could not hear it', async () => {
  const first = visit();
  first.tell('consent', yes);
  await goAway();
  const id = keptId();
  leave();
  visit([['consent', { analytics: false }]]);
  await vi.waitFor(() => expect(shop.server.erased).toEqual([id]));
  expect(localStorage.getItem(visitorKey())).toBeNull();
});

it('stops in other tabs, until leave is given anew', async () => {
  const { tell } = visit();
  tell('consent', yes);
  await goAway();
  const id = keptId();
  const key = `storefront-chat:${shop.storeKey}:erasures`;
  localStorage.removeItem(visitorKey());
  dispatchEvent(new StorageEvent('storage', { key, newValue: id, oldValue: null }));
  tell('track', search);
  tell('consent', { marketing: true });
  await goAway();
  expect(shop.server.types()).toEqual(['page_view']);
  expect(localStorage.getItem(visitorKey())).toBeNull();
  tell('consent', { analytics: false });
  tell('consent', { analytics: true });
  await goAway();
  expect(shop.server.batches.at(-1)?.visitorId).not.toBe(id);
});

it('stops a page that comes back from the browser’s memory after the visitor was forgotten', async () => {
  const { tell } = visit();
  tell('consent', yes);
  await goAway();
  localStorage.removeItem(visitorKey());
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  tell('track', search);
  await goAway();
  expect(shop.server.types()).toEqual(['page_view']);
});

it('says nothing any more once the widget is shut down', async () => {
  const { tell, emit } = visit();
  tell('consent', yes);
  await goAway();
  leave();
  tell('track', search);
  emit('opened');
  await goAway();
  expect(shop.server.types()).toEqual(['page_view']);
});
