import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as page from './test-support/page-signals.ts';
import { watch } from './test-support/watch.ts';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});

let end: AbortController;
beforeEach(() => {
  end = new AbortController();
  vi.useFakeTimers();
});
afterEach(() => {
  end.abort();
  page.clearPage();
  vi.useRealTimers();
  warn.mockClear();
});

/** A watched page: what its watcher has been told of analytics. */
async function watched() {
  const consent = await watch(end.signal);
  const told: string[] = [];
  consent.watch((now, before) => told.push(`${before.analytics} -> ${now.analytics}`));
  return { consent, told };
}

const choose = (change: (choice: page.Choice) => unknown) => (isAllowed: boolean) => change({ analytics: isAllowed });
const google = (choice: page.Choice) => page.gtag('consent', 'update', page.asConsentMode(choice));
const tcf = (change: (data: object) => void) => (isAllowed: boolean) =>
  change(isAllowed ? page.tcfChoice(1, 8) : page.tcfChoice(1));

/** Each puts its banner on the page, with no answer yet, and returns how somebody chooses. */
const banners: [name: string, () => (isAllowed: boolean) => unknown][] = [
  ['Shopify', () => choose(page.shopifyPage())],
  ['WordPress', () => choose(page.wpPage('optin'))],
  ['TCF', () => tcf(page.tcfPage({ eventStatus: 'cmpuishown', gdprApplies: true }))],
  [
    'Consent Mode',
    () => {
      page.gtag('consent', 'default', { analytics_storage: 'denied' });
      return choose(google);
    },
  ],
];

it.each(banners)('%s: a choice is heard at once, and so is every change of mind', async (_name, putOnPage) => {
  const chooses = putOnPage();
  const { told } = await watched();
  for (const isAllowed of [true, true, false, true]) await chooses(isAllowed);
  expect(told).toEqual(['pending -> granted', 'granted -> denied', 'denied -> granted']);
});

it.each(banners)('%s: is found when it comes after us, and heard', async (_name, putOnPage) => {
  const { told } = await watched();
  const chooses = putOnPage();
  await vi.advanceTimersByTimeAsync(5000);
  await chooses(true);
  await chooses(false);
  expect(told).toEqual(['pending -> granted', 'granted -> denied']);
});

it.each(banners)('%s: what is said in one breath is one change', async (_name, putOnPage) => {
  const chooses = putOnPage();
  const { told } = await watched();
  for (const isAllowed of [true, false, true]) chooses(isAllowed);
  await Promise.resolve();
  expect(told).toEqual(['pending -> granted']);
});

it('what the page says is heard as well', async () => {
  const { consent, told } = await watched();
  for (const analytics of [true, true, false, true]) consent.say({ analytics });
  expect(told).toEqual(['pending -> granted', 'granted -> denied', 'denied -> granted']);
});

it('a purpose that is not named stays as it was', async () => {
  const { consent } = await watched();
  consent.say({ analytics: true, marketing: false });
  consent.say({ preferences: true });
  expect(consent.now).toEqual({ preferences: 'granted', analytics: 'granted', marketing: 'denied' });
});

it.each<unknown>([
  { analytics: 'yes' },
  { analytics: 1 },
  { analytics: null },
  { analytcs: true },
  { constructor: true },
  'analytics',
])('says in one line what it cannot take: %j', async (purposes) => {
  const { consent, told } = await watched();
  consent.say(purposes as object);
  expect(told).toEqual([]);
  for (const line of warn.mock.calls.map((call) => call.join(' '))) {
    expect(line).toMatch(/^storefront-chat: consent: takes true or false for preferences, analytics, marketing; /);
  }
  expect(warn).toHaveBeenCalled();
});

it('takes what is right beside what is wrong', async () => {
  const { consent } = await watched();
  consent.say({ analytics: 'yes', marketing: true } as object);
  expect(consent.now).toEqual({ preferences: 'pending', analytics: 'pending', marketing: 'granted' });
});

it('a watcher that fails keeps nobody from hearing', async () => {
  const { consent, told } = await watched();
  consent.watch(() => {
    throw Error('not today');
  });
  const after: string[] = [];
  consent.watch((now) => after.push(now.analytics));
  expect(() => consent.say({ analytics: true })).not.toThrow();
  expect([told, after]).toEqual([['pending -> granted'], ['granted']]);
  expect(`${warn.mock.calls}`).toContain('not today');
});

it('a no in another tab is known when somebody comes back to this one', async () => {
  page.wpPage('optin')({ analytics: true });
  const { told } = await watched();

  document.cookie = 'wp_consent_statistics=deny; path=/';
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  expect(told).toEqual(['granted -> denied']);
});

it('nothing is heard after the end', async () => {
  const shopify = page.shopifyPage();
  const wp = page.wpPage('optin');
  const tcf = page.tcfPage({ eventStatus: 'cmpuishown' });
  const { consent, told } = await watched();
  end.abort();
  for (const choosing of [shopify, wp, google, consent.say]) choosing({ analytics: true });
  tcf(page.tcfChoice(1, 8));
  await Promise.resolve();
  vi.advanceTimersByTime(100_000);
  expect([told, consent.now.analytics]).toEqual([[], 'pending']);
  expect([tcf.listeners.size, vi.getTimerCount()]).toEqual([0, 0]);
});

it('looks a few times in the first minute, and then no more', async () => {
  await watched();
  vi.advanceTimersByTime(60_000);
  expect(vi.getTimerCount()).toBe(0);
});
