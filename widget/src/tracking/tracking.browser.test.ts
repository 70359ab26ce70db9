import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '../test-support/chunks/calls.ts';
import '../test-support/chunks/forget.ts';
import '../test-support/chunks/tracking.ts';
import { uuid } from '../browser/uuid.ts';
import type { StorefrontChat } from '../loader/public-api.ts';
import { leavePage, openPage } from '../test-support/open-page.ts';
import { openEventQueue } from './event-queue.ts';
import { createEventSender } from './send-events.ts';
import { eventServer } from './test-support/event-server.ts';
import { cartOf, mug, pageSays } from './test-support/track-page.ts';
import { createVisitorMemory } from './visitor-id.ts';

let storeKey: string;
let server: ReturnType<typeof eventServer>;
const home = location.href;
const yes = { analytics: true, preferences: true };
const search = { type: 'search', data: { searchTerm: 'mugs' } };

beforeEach(() => {
  storeKey = `store-${uuid()}`;
  server = eventServer(storeKey);
});
afterEach(() => {
  api()?.shutdown();
  leavePage();
  history.replaceState({}, '', home);
  document.querySelector('[data-storefront-chat]')?.remove();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
});

const api = () => window.StorefrontChat as StorefrontChat;
const visit = () => openPage({ storeKey, tracking: true });
const hasDatabase = async () => JSON.stringify(await indexedDB.databases()).includes(storeKey);
const isStored = () => Object.keys(localStorage).some((key) => key.includes(storeKey));
const hide = () => dispatchEvent(new PageTransitionEvent('pagehide'));

/** What a page that is hidden has sent. */
const told = (...types: string[]) =>
  vi.waitFor(() => {
    hide();
    expect(server.types()).toEqual(types);
  });

/** A page whose visitor has allowed it, and its first view has arrived. */
async function begin() {
  visit();
  api().consent(yes);
  await vi.waitFor(() => expect(isStored()).toBe(true));
  await told('page_view');
}

/** The chunk has come and has taken what was told. */
async function hasCome() {
  const loaded = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('chunks/tracking'));
  await vi.waitFor(() => expect(loaded()).toBe(true));
  await new Promise((resolve) => setTimeout(resolve, 100));
}

it('leaves no trace before there is leave, and none after it was taken back', async () => {
  const cookies = document.cookie;
  pageSays({ type: 'product', currency: 'EUR', product: mug, cart: cartOf(1) });
  visit();
  api().track(search);
  await hasCome();
  hide();
  expect([server.requests.length, isStored(), await hasDatabase()]).toEqual([0, false, false]);

  api().consent(yes);
  await vi.waitFor(async () => expect(await hasDatabase()).toBe(true));
  await told('page_view', 'view_item', 'cart_updated', 'search');
  api().track({ type: 'search', data: { searchTerm: 'pots' } });

  const forgotten = vi.fn();
  api().on('forgotten', forgotten);
  api().consent({ analytics: false });
  await vi.waitFor(() => expect(forgotten).toHaveBeenCalledOnce());
  await vi.waitFor(async () => expect(await hasDatabase()).toBe(false));
  hide();
  expect(server.erased).toEqual([server.batches[0]?.visitorId]);
  expect([server.events().length, isStored(), document.cookie]).toEqual([4, false, cookies]);
});

it('sends on the next page what could not be sent on this one', async () => {
  server.trouble = 'down';
  visit();
  api().consent({ analytics: true });
  api().track(search);
  await vi.waitFor(async () => expect(await openEventQueue(storeKey).all()).toHaveLength(2));
  api().shutdown();
  await vi.waitFor(() => expect(api()).toBeUndefined());
  server.trouble = undefined;
  visit();
  api().consent({ analytics: true });
  await vi.waitFor(() => expect(server.types()).toEqual(['page_view', 'search', 'page_view']));
  await vi.waitFor(async () => expect(await openEventQueue(storeKey).all()).toEqual([]));
});

it('works from memory where the database is refused', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  await begin();
  api().track(search);
  await told('page_view', 'search');
});

it.each([
  ['Navigation API', () => {}],
  ['history alone', () => vi.stubGlobal('navigation', undefined)],
])('sees every page of an app by the %s', async (_, limit) => {
  limit();
  const { pushState } = history;
  await begin();
  const settled = () => new Promise((resolve) => setTimeout(resolve, 150));
  for (const address of ['/mugs', '/mugs?page=2', '/mugs?page=2#reviews', '/pots']) {
    history.pushState({}, '', address);
    document.title = address;
    await settled();
  }
  history.replaceState({}, '', '/pots?colour=blue');
  await settled();
  history.back();
  await settled();
  hide();
  const views = () => server.of('page_view').slice(1);
  await vi.waitFor(() => expect(views()).toHaveLength(4));
  expect(views().map(({ page }) => page?.title)).toEqual(['/mugs', '/mugs?page=2', '/pots', '/pots']);
  expect(views().map(({ page }) => page?.url?.replace(location.origin, ''))).toEqual([
    '/mugs',
    '/mugs',
    '/pots',
    '/mugs',
  ]);
  api().shutdown();
  await vi.waitFor(() => expect(history.pushState).toBe(pushState));
});

it('waits for a router that brings the page after its address, and reads the page’s facts anew', async () => {
  pageSays({ type: 'home' });
  await begin();
  document.dispatchEvent(new Event('turbo:visit'));
  history.pushState({}, '', '/products/mug');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(server.types()).toEqual(['page_view']);
  pageSays({ type: 'product', product: mug, currency: 'EUR' });
  document.dispatchEvent(new Event('turbo:load'));
  await new Promise((resolve) => setTimeout(resolve, 150));
  await told('page_view', 'page_view', 'view_item');
  const page = { url: `${location.origin}/products/mug`, type: 'product' };
  expect(server.events().slice(1)).toMatchObject([{ page }, { page }]);
});

it('does not take the facts of the page before for those of the new one', async () => {
  pageSays({ type: 'product', product: mug, currency: 'EUR' });
  visit();
  api().consent(yes);
  await vi.waitFor(() => expect(isStored()).toBe(true));
  history.pushState({}, '', '/about');
  await new Promise((resolve) => setTimeout(resolve, 150));
  await told('page_view', 'view_item', 'page_view');
  expect(server.events().at(-1)?.page).not.toHaveProperty('type');
});

it('tells of a page that comes back from the browser’s memory', async () => {
  pageSays({ type: 'product', product: mug, currency: 'EUR' });
  visit();
  api().consent(yes);
  await vi.waitFor(() => expect(isStored()).toBe(true));
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await told('page_view', 'view_item', 'page_view');
  expect(server.events().at(-1)?.page?.type).toBe('product');
});

it('sends each event once from two tabs that share a queue', async () => {
  const stopping = new AbortController();
  const visitor = createVisitorMemory(storeKey, () => '');
  visitor.follow('granted');
  const store = `${location.origin}/v1/stores/${storeKey}`;
  const tabs = [1, 2].map(() => {
    const queue = openEventQueue(storeKey);
    const beside = () => ({ consent: { analytics: true as const } });
    return { queue, sender: createEventSender({ store, queue, visitor, beside, stop() {}, signal: stopping.signal }) };
  });
  server.pause = new Promise((resolve) => setTimeout(resolve, 100));
  for (const [index, { queue }] of tabs.entries()) {
    const id = `01a1ff63-eb15-7822-8596-86564409168${index}`;
    vi.setSystemTime(0x01a1ff63eb15);
    await queue.add({ visitorId: visitor.now().id, event: { id, ...search } as never });
  }
  for (const { sender } of tabs) sender.wake(0);
  await vi.waitFor(() => expect(server.events()).toHaveLength(2));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(server.batches.flatMap(({ events }) => events)).toHaveLength(2);
  stopping.abort();
  vi.useRealTimers();
});
