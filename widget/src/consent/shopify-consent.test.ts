import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearPage, gtag, shopifyPage } from './test-support/page-signals.ts';
import { watch } from './test-support/watch.ts';

let end: AbortController;
beforeEach(() => {
  end = new AbortController();
  vi.useFakeTimers();
});
afterEach(() => {
  end.abort();
  clearPage();
  vi.useRealTimers();
});

/** A storefront on which nobody has loaded the consent API yet. */
function unloadedShop() {
  const loadFeatures = vi.fn((_features: object[], _done: (error?: unknown) => void) => {});
  Object.assign(window, { Shopify: { loadFeatures } });
  return loadFeatures;
}

it('its consent API is loaded, once, and nothing is allowed before it has come', async () => {
  const loadFeatures = unloadedShop();
  gtag('consent', 'default', { analytics_storage: 'granted' });
  const consent = await watch(end.signal);
  vi.advanceTimersByTime(100_000);
  expect(consent.now.analytics).toBe('pending');
  expect(loadFeatures.mock.calls).toEqual([[[{ name: 'consent-tracking-api', version: '0.1' }], expect.any(Function)]]);
  shopifyPage(false);
  await loadFeatures.mock.lastCall?.[1]();
  expect(consent.now.analytics).toBe('granted');
});

it('is heard when somebody else has loaded it', async () => {
  unloadedShop();
  const consent = await watch(end.signal);
  shopifyPage(false);
  await document.dispatchEvent(new Event('shopifyCustomerPrivacyApiLoaded'));
  expect(consent.now.analytics).toBe('granted');
});

it('one that cannot be loaded allows nothing, and is not asked for again and again', async () => {
  const loadFeatures = unloadedShop().mockImplementation((_features, done) => {
    done(Error('blocked'));
    throw Error('twice');
  });
  const consent = await watch(end.signal);
  vi.advanceTimersByTime(100_000);
  expect([consent.now.analytics, loadFeatures.mock.calls.length]).toEqual(['pending', 1]);
});

it('what was not asked for is no choice: only an answer is one', async () => {
  const choose = shopifyPage();
  const consent = await watch(end.signal);
  await choose({ preferences: true });
  expect(consent.now).toEqual({ preferences: 'granted', analytics: 'pending', marketing: 'pending' });
});

it('the event counts where nothing else can be read', async () => {
  Object.assign(window, { Shopify: { customerPrivacy: {} } });
  const consent = await watch(end.signal);
  const detail = { analyticsAllowed: true, marketingAllowed: false, saleOfDataAllowed: true };
  await document.dispatchEvent(new CustomEvent('visitorConsentCollected', { detail }));
  expect(consent.now).toEqual({ preferences: 'pending', analytics: 'granted', marketing: 'denied' });
});

it('a global of the same name on a page elsewhere says nothing', async () => {
  Object.assign(window, { Shopify: { shop: 'none' } });
  gtag('consent', 'update', { analytics_storage: 'granted' });
  expect((await watch(end.signal)).now.analytics).toBe('granted');
});
