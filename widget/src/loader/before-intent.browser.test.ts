import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readMarker, writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import { fakeServer } from '../test-support/fake-server.ts';
import { openPage as includeTag, leavePage, part } from '../test-support/open-page.ts';

let server: ReturnType<typeof fakeServer>;
let storeKey: string;

beforeEach(() => {
  localStorage.clear();
  storeKey = `store-${uuid()}`;
  server = fakeServer(storeKey);
  performance.clearResourceTimings();
});
afterEach(() => {
  leavePage();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
});

const assets = `/widget/src/test-support/chunks/*.ts`;
// Each test has an address of its own for its chunks: a browser fetches the same one only once.
const openPage = () => includeTag({ storeKey, assets: `${assets}?${storeKey}` });
const launcher = () => part<HTMLButtonElement>('.launcher');
const fetched = () =>
  performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.includes(storeKey) && name.includes('/chunks/'))
    .map(({ name }) => name.match(/chunks\/([\w-]+)/)?.[1])
    .sort();
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 300));

function lineIs(connection: { saveData?: boolean; effectiveType?: string }) {
  vi.stubGlobal(
    'navigator',
    new Proxy(navigator, { get: (real, name) => (name === 'connection' ? connection : value(real, name)) }),
  );
}
function value(real: Navigator, name: string | symbol) {
  const found = Reflect.get(real, name, real);
  return typeof found === 'function' ? found.bind(real) : found;
}

describe('pointing at the launcher', () => {
  it('fetches what a press will want, and nothing of it asks our server or Chatwoot', async () => {
    openPage();
    launcher()?.dispatchEvent(new PointerEvent('pointerenter'));
    await vi.waitFor(() => expect(fetched()).toEqual(['bridge', 'composer', 'messages', 'texts-en']));
    await aMoment();
    expect(server.calls).toEqual([]);
    expect([document.cookie, localStorage.length]).toEqual(['', 0]);
  });

  it('does so for the keyboard, too', async () => {
    openPage();
    launcher()?.focus();
    await vi.waitFor(() => expect(fetched()).toEqual(['bridge', 'composer', 'messages', 'texts-en']));
  });

  it.each([
    ['asks for less traffic', { saveData: true }],
    ['has a slow line', { effectiveType: '2g' }],
    ['has a very slow line', { effectiveType: 'slow-2g' }],
  ])('fetches nothing on a guess for a shopper who %s', async (_, connection) => {
    lineIs(connection);
    openPage();
    launcher()?.dispatchEvent(new PointerEvent('pointerenter'));
    await aMoment();
    expect(fetched()).toEqual([]);
  });
});

describe('a conversation of the last week', () => {
  const hour = 3_600_000;

  it('has chat loaded when the page has come to rest, without opening anything', async () => {
    writeMarker(storeKey, { talkedAt: Date.now() - hour });
    openPage();
    await vi.waitFor(() => expect(server.sent('/chat-sessions').length).toBe(1));
    expect(part('.box')?.checkVisibility()).toBe(false);
    expect(readMarker(storeKey)?.talkedAt).toBeGreaterThan(0);
  });

  it('is forgotten after a week', async () => {
    writeMarker(storeKey, { talkedAt: Date.now() - 8 * 24 * hour });
    openPage();
    await aMoment();
    expect(fetched()).toEqual([]);
  });

  it('waits for the press where traffic is dear', async () => {
    lineIs({ saveData: true });
    writeMarker(storeKey, { talkedAt: Date.now() - hour });
    openPage();
    await aMoment();
    expect(fetched()).toEqual([]);
  });
});

it('does nothing while the page is only rendered ahead', async () => {
  writeMarker(storeKey, { talkedAt: Date.now(), isOpen: true });
  const prerendering = vi.spyOn(document as Document & { prerendering: boolean }, 'prerendering', 'get');
  prerendering.mockReturnValue(true);
  openPage();
  await aMoment();
  expect([document.querySelector('storefront-chat'), fetched()]).toEqual([null, []]);
  prerendering.mockReturnValue(false);
  document.dispatchEvent(new Event('prerenderingchange'));
  await vi.waitFor(() => expect(part('.box')?.checkVisibility()).toBe(true));
});
