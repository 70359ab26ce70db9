import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as page from './test-support/page-signals.ts';
import { watch } from './test-support/watch.ts';

let end: AbortController;
beforeEach(() => {
  end = new AbortController();
});
afterEach(() => {
  end.abort();
  page.clearPage();
});

const fail = () => {
  throw Error('of the page’s own making');
};

/** Puts a global there that is as bad as they come. */
function put(name: string, value: unknown) {
  Object.defineProperty(window, name, {
    configurable: true,
    ...(typeof value === 'function' && value === fail ? { get: fail } : { value, writable: true }),
  });
}

const names = ['Shopify', 'wp_has_consent', 'wp_consent_type', 'consent_api', '__tcfapi', 'dataLayer'];
const badValues: [what: string, unknown][] = [
  ['null', null],
  ['a number', 1],
  ['a word', 'granted'],
  ['an empty object', {}],
  ['an array of nothing', [null, undefined, 0, '', {}]],
  ['a function that throws', () => fail()],
  ['a getter that throws', fail],
  ['an object that throws', new Proxy({}, { get: fail, has: fail, ownKeys: fail })],
  ['a frozen array', Object.freeze([])],
];

it.each(badValues)('%s wherever a banner might be: nobody is disturbed, nothing is allowed', async (_what, value) => {
  for (const name of names) put(name, value);
  const consent = await watch(end.signal);
  for (const type of ['visitorConsentCollected', 'wp_listen_for_consent_change'])
    document.dispatchEvent(new CustomEvent(type, { detail: value === fail ? null : value }));
  expect(Object.values(consent.now)).toEqual(['pending', 'pending', 'pending']);
  consent.say({ analytics: true });
  expect(consent.now.analytics).toBe('granted');
});

it('what a source has said holds while it cannot be read', async () => {
  const choose = page.shopifyPage();
  choose({ analytics: false });
  const consent = await watch(end.signal);
  page.gtag('consent', 'update', { analytics_storage: 'granted' });
  put('Shopify', fail);
  dispatchEvent(new Event('load'));
  expect(consent.now.analytics).toBe('denied');
});

it.each([
  null,
  'tcloaded',
  { eventStatus: 'tcloaded' },
  { eventStatus: 'tcloaded', purpose: { consents: 'all' } },
  { eventStatus: 'useractioncomplete', purpose: null, publisher: 7 },
])('a banner that gives %j allows nothing', async (data) => {
  put('__tcfapi', (_command: string, _version: number, hear: (data: unknown) => void) => hear(data));
  expect(Object.values((await watch(end.signal)).now)).not.toContain('granted');
});

it.each([
  [{ length: 4_000_000_000 }],
  [{ 0: 'consent', 1: 'update' }],
  [{ 0: 'consent', 1: 'update', 2: 'granted' }],
  [{ 0: 'consent', 1: 'delete', 2: { analytics_storage: 'granted' } }],
  [{ 0: 'consent', 1: 'update', 2: { analytics_storage: true, __proto__: { x: 'granted' } } }],
])('an entry of the data layer like %j allows nothing', async (entry) => {
  put('dataLayer', [entry]);
  expect(Object.values((await watch(end.signal)).now)).not.toContain('granted');
});

it('a page without cookies is one without a choice', async () => {
  page.wpPage('optin');
  const cookie = vi.spyOn(document, 'cookie', 'get').mockImplementation(fail);
  expect((await watch(end.signal)).now.analytics).toBe('pending');
  cookie.mockRestore();
});
