import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchConsent } from './consent.ts';
import * as page from './test-support/page-signals.ts';
import { chunks, heard, watch } from './test-support/watch.ts';

let end: AbortController;
beforeEach(() => {
  end = new AbortController();
  vi.useFakeTimers();
});
afterEach(() => {
  end.abort();
  page.clearPage();
  vi.useRealTimers();
});

/** A page whose chunks come when they are let in. */
function slowly() {
  const come = new Map<string, (isThere: boolean) => Promise<void>>();
  const loadChunk = vi.fn(
    (name: string) =>
      new Promise((resolve, reject) => {
        come.set(name, (isThere) => {
          if (isThere) resolve(chunks[name]);
          else reject(Error('503'));
          return heard();
        });
      }),
  );
  const consent = watchConsent(loadChunk as never, end.signal);
  const told: string[] = [];
  consent.watch((now) => told.push(now.analytics));
  return { consent, told, loadChunk, come: (name: string, isThere = true) => come.get(name)?.(isThere) };
}

const googleSays = (state: string) => page.gtag('consent', 'update', { analytics_storage: state });

it('fetches nothing for a page on which nobody speaks of consent', async () => {
  const { loadChunk } = slowly();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(loadChunk).not.toHaveBeenCalled();
});

it('allows nothing before everybody who is there has been heard, whoever is heard first', async () => {
  page.tcfPage(page.tcfChoice(1));
  googleSays('granted');
  const { come, told } = slowly();
  await come('data-layer');
  expect(told).toEqual([]);
  await come('tcf');
  expect(told).toEqual(['denied']);
});

it('not even a yes of the page itself, for somebody else may have heard a no', async () => {
  googleSays('denied');
  const { consent, come, told } = slowly();
  consent.say({ analytics: true });
  expect(told).toEqual([]);
  await come('data-layer');
  expect(told).toEqual(['denied']);
});

it('a no is one at once', () => {
  googleSays('granted');
  const { consent, told } = slowly();
  consent.say({ analytics: false });
  expect(told).toEqual(['denied']);
});

it('goes on with a yes while somebody of less weight, who has come late, is still to be heard', async () => {
  page.shopifyPage(false);
  const { come, told } = slowly();
  await come('shopify');
  googleSays('granted');
  dispatchEvent(new Event('load'));
  expect(told).toEqual(['granted']);
  await come('data-layer');
  expect(told).toEqual(['granted']);
});

it('whoever cannot be understood waits for an answer: tried a few times, and again when somebody comes back', async () => {
  page.tcfPage(page.tcfChoice(1, 8));
  googleSays('granted');
  const { consent, come, told, loadChunk } = slowly();
  await come('data-layer');
  for (let waited = 0; waited < 300; waited++) {
    await come('tcf', false);
    await vi.advanceTimersByTimeAsync(250);
  }
  expect([consent.now.analytics, loadChunk.mock.calls.length]).toEqual(['pending', 8]);
  dispatchEvent(new Event('pageshow'));
  await come('tcf');
  expect(told).toEqual(['granted']);
});

it('a yes of more weight counts when the chunk of another cannot be had', async () => {
  googleSays('granted');
  const { consent, come, told } = slowly();
  consent.say({ analytics: true });
  await come('data-layer', false);
  expect(told).toEqual(['granted']);
});

it('understands a data layer by another name', async () => {
  const tag = document.createElement('script');
  tag.type = 'text/plain';
  tag.setAttribute('src', 'https://tags.example/gtm.js?id=GTM-1&l=shopLayer');
  document.head.append(tag);
  Object.assign(window, { shopLayer: [{ 0: 'consent', 1: 'update', 2: { analytics_storage: 'granted' } }] });
  expect((await watch(end.signal)).now.analytics).toBe('granted');
  tag.remove();
  Reflect.deleteProperty(window, 'shopLayer');
});
