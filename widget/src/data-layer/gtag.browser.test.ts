import { afterEach, expect, it } from 'vitest';
import type { Consent } from '../consent/consent.ts';
import { watch } from '../consent/test-support/watch.ts';

const end = new AbortController();
afterEach(() => {
  end.abort();
  delete (window as { dataLayer?: unknown }).dataLayer;
});

/** As a shop's own script in the page, which pushes what only a real function has: its `arguments`. */
async function runInPage(code: string) {
  const script = document.createElement('script');
  script.textContent = code;
  document.head.append(script);
  script.remove();
}

const inForce = ({ now }: Consent) => Object.values(now).join(' ');

it('Google’s own function is understood before us and after us, and its tag manager still gets everything', async () => {
  await runInPage(`
    window.dataLayer = window.dataLayer || [];
    function gtag() { dataLayer.push(arguments); }
    gtag('js', new Date());
    gtag('consent', 'default', { analytics_storage: 'denied', wait_for_update: 500 });
    gtag('consent', 'update', { analytics_storage: 'granted' });
  `);
  const consent = await watch(end.signal);
  expect(inForce(consent)).toBe('pending granted pending');

  await runInPage(
    `gtag('consent', 'update', { analytics_storage: 'denied', ad_user_data: 'granted', ad_personalization: 'granted' });`,
  );
  expect(inForce(consent)).toBe('pending denied granted');

  // A tag manager takes over what is there, and what comes.
  await runInPage(`
    window.processed = dataLayer.map((entry) => entry[1]);
    const original = dataLayer.push;
    dataLayer.push = function () {
      const result = original.apply(dataLayer, arguments);
      processed.push(...Array.from(arguments, (entry) => entry[1]));
      return result;
    };
    gtag('consent', 'update', { analytics_storage: 'granted', functionality_storage: 'granted' });
    window.pushed = dataLayer.push({ event: 'page_view' });
  `);
  expect(inForce(consent)).toBe('granted granted granted');
  const { processed, pushed } = window as unknown as { processed: unknown[]; pushed: number };
  expect(processed).toEqual([expect.any(Date), 'default', 'update', 'update', 'update', undefined]);
  expect(pushed).toBe(6);
});
