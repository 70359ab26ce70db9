import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearPage, wpPage } from './test-support/page-signals.ts';
import { watch } from './test-support/watch.ts';

let end: AbortController;
beforeEach(() => {
  end = new AbortController();
});
afterEach(() => {
  end.abort();
  clearPage();
});

it('a banner that says late of which kind it is, is heard', async () => {
  const choose = wpPage();
  choose({ analytics: true });
  const consent = await watch(end.signal);
  expect(consent.now.analytics).toBe('pending');
  Object.assign(window, { wp_consent_type: 'optin' });
  await document.dispatchEvent(new CustomEvent('wp_consent_type_defined'));
  expect(consent.now).toEqual({ preferences: 'pending', analytics: 'granted', marketing: 'pending' });
});

it('the site’s own kind counts where no banner has said one', async () => {
  wpPage();
  Object.assign(window, { wp_fallback_consent_type: 'optout', wp_has_consent: () => true });
  expect((await watch(end.signal)).now.analytics).toBe('granted');
  delete (window as { wp_fallback_consent_type?: unknown }).wp_fallback_consent_type;
});

it('a choice that the browser kept under the site’s own name for the cookie is read', async () => {
  wpPage('optin');
  Object.assign(window, { consent_api: { cookie_prefix: 'shop' }, wp_has_consent: () => false });
  // As a banner writes it.
  const cookie = 'shop_statistics=deny; path=/';
  Object.assign(document, { cookie });
  expect((await watch(end.signal)).now.analytics).toBe('denied');
  Object.assign(document, { cookie: `${cookie}; max-age=0` });
});

it('anonymous statistics are not what we keep', async () => {
  wpPage('optin');
  Object.assign(window, { wp_has_consent: (category: string) => category === 'statistics-anonymous' });
  expect((await watch(end.signal)).now.analytics).toBe('pending');
});
