import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { cartOf, goAway, leave, pageSays, setShop, shop, visit, visitorKey, yes } from './test-support/track-page.ts';

setShop();

const search = (searchTerm: string) => ({ type: 'search', data: { searchTerm } });
const idsSent = () => [...new Set(shop.server.batches.map(({ visitorId }) => visitorId))];
const kept = () => JSON.parse(localStorage.getItem(visitorKey()) ?? '{}');

/** Everything that was sent of this browser is erased, and nothing else. */
const allErased = () => vi.waitFor(() => expect(shop.server.erased.toSorted()).toEqual(idsSent().toSorted()));

it('drops what is told under a no, and what waited when it was said', async () => {
  const { tell } = visit();
  tell('track', search('before'));
  tell('consent', { analytics: false });
  tell('track', search('under a no'));
  tell('consent', yes);
  tell('track', search('after'));
  await goAway();
  expect(shop.server.of('search').map(({ data }) => data.searchTerm)).toEqual(['after']);
});

it('drops it as well where all of that was said before we came', async () => {
  visit([
    ['track', search('before')],
    ['consent', { analytics: false }],
    ['track', search('under a no')],
    ['consent', yes],
    ['track', search('after')],
  ]);
  await goAway();
  expect(shop.server.of('search').map(({ data }) => data.searchTerm)).toEqual(['after']);
});

it('erases the kept id too, when that was given up before', async () => {
  const { tell } = visit();
  tell('consent', yes);
  await goAway();
  tell('consent', { preferences: false });
  tell('track', search('mugs'));
  await goAway();
  tell('consent', { analytics: false });
  expect(idsSent()).toHaveLength(2);
  await allErased();
});

it('makes no new id while only the keeping of one is allowed', async () => {
  visit().tell('consent', yes);
  await goAway();
  leave();
  const { tell } = visit();
  for (const preferences of [false, true]) tell('consent', { preferences });
  expect({ ...localStorage }).toEqual({});
});

it('erases what was told before somebody else signed in, on a later page too', async () => {
  visit().tell('consent', yes);
  await goAway();
  shop.epoch = 'next';
  leave();
  const { tell } = visit();
  tell('consent', yes);
  await goAway();
  leave();
  expect(idsSent()).toHaveLength(2);
  visit().tell('consent', { analytics: false });
  await allErased();
  expect({ ...localStorage }).toEqual({});
});

it('erases what was told before there was leave to keep an id', async () => {
  visit().tell('consent', yes);
  await goAway();
  leave();
  const { tell } = visit();
  tell('consent', { analytics: true });
  await goAway();
  tell('consent', { preferences: true });
  tell('track', search('mugs'));
  await goAway();
  expect(idsSent()).toHaveLength(2);
  tell('consent', { analytics: false });
  await allErased();
});

it('erases what this page has sent for an earlier one', async () => {
  shop.server.trouble = 'down';
  visit().tell('consent', { analytics: true });
  await goAway();
  leave();
  shop.server.trouble = undefined;
  const { tell } = visit();
  tell('consent', { analytics: true });
  await vi.waitFor(() => expect(idsSent()).toHaveLength(2), 5000);
  tell('consent', { analytics: false });
  await allErased();
});

it('keeps an id for thirteen months, and not longer', async () => {
  visit().tell('consent', yes);
  await goAway();
  leave();
  const { id, since } = kept();
  expect(since).toBeGreaterThan(Date.now() - 60_000);
  const monthMs = 30.4 * 86_400_000;
  const visitedAfter = async (months: number) => {
    localStorage.setItem(visitorKey(), JSON.stringify({ ...kept(), since: Date.now() - months * monthMs }));
    visit().tell('consent', yes);
    await goAway();
    leave();
    return kept().id;
  };
  expect(await visitedAfter(12.8)).toBe(id);
  expect(await visitedAfter(13.2)).not.toBe(id);
});

it('lets no message take along a cart that only tracking knew', async () => {
  pageSays({ type: 'cart', cart: cartOf(2) });
  const { tell, page } = visit();
  tell('consent', yes);
  expect(page.launcher.cart).toEqual({ items: 2, total: 3998, currency: 'EUR' });
  tell('consent', { analytics: false });
  expect(page.launcher.cart).toBeUndefined();
});

it('leaves the cart that the page itself has told', async () => {
  const { tell, page } = visit();
  tell('consent', yes);
  const told = { items: 2, total: 3998, currency: 'EUR' };
  page.launcher.cart = told;
  tell('setContext', { cart: cartOf(2) });
  tell('track', { type: 'cart_updated', data: { cart: { ...cartOf(3), lines: [] } } });
  expect(page.launcher.cart).toMatchObject({ items: 3 });
  tell('consent', { analytics: false });
  expect(page.launcher.cart).toBe(told);
});

it('says at once how things stand', () => {
  const { emitted } = visit();
  expect(emitted).toEqual([['consent', { preferences: 'pending', analytics: 'pending', marketing: 'pending' }]]);
});
