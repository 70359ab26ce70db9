import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchDataLayer } from './watch-data-layer.ts';

const page = window as unknown as Record<string, unknown[] | undefined>;
const pushTo = (layer: unknown, ...entries: unknown[]) => (layer as unknown[]).push(...entries);

let end: AbortController;
beforeEach(() => {
  end = new AbortController();
  vi.useFakeTimers();
});
afterEach(() => {
  end.abort();
  vi.useRealTimers();
  document.head.replaceChildren();
  for (const name of ['dataLayer', 'shopLayer']) delete page[name];
});

function listen(signal = end.signal) {
  const heard: unknown[] = [];
  watchDataLayer((entry) => heard.push(entry), signal);
  return heard;
}

const [a, b, c] = [{ event: 'a' }, { event: 'b' }, { event: 'c' }];

it('hears what is there, then what comes, each once and in order', () => {
  page.dataLayer = [a, 'a word', null, b];
  const heard = listen();
  pushTo(page.dataLayer, c, 7);
  vi.advanceTimersByTime(100_000);
  expect(heard).toEqual([a, b, c]);
});

it('the same object pushed again is another entry', () => {
  page.dataLayer = [];
  const heard = listen();
  pushTo(page.dataLayer, a);
  pushTo(page.dataLayer, a);
  expect(heard).toEqual([a, a]);
});

it('goes through to whoever was there, with its `this`, its arguments and its result', () => {
  const seen: unknown[] = [];
  const layer = Object.assign([], {
    push(this: unknown, ...entries: unknown[]) {
      seen.push(this, ...entries);
      return false;
    },
  });
  page.dataLayer = layer;
  listen();
  expect(pushTo(layer, a, b)).toBe(false);
  expect(seen).toEqual([layer, a, b]);
});

it('a page whose own push fails hears so, and is heard afterwards', () => {
  let isBroken = true;
  page.dataLayer = Object.assign([], {
    push() {
      if (isBroken) throw Error('of the page');
    },
  });
  const heard = listen();
  expect(() => pushTo(page.dataLayer, a)).toThrow('of the page');
  isBroken = false;
  pushTo(page.dataLayer, a);
  expect(heard).toEqual([a, a]);
});

it('is wrapped once, however many listen, in however many chunks', async () => {
  page.dataLayer = [a];
  const first = listen();
  const { push } = page.dataLayer;
  vi.resetModules();
  const another = await import('./watch-data-layer.ts');
  const second: unknown[] = [];
  another.watchDataLayer((entry) => second.push(entry), end.signal);
  expect(page.dataLayer.push).toBe(push);
  pushTo(page.dataLayer, b);
  expect([first, second]).toEqual([
    [a, b],
    [a, b],
  ]);
});

/** As Google's does it: what it replaces is called first. */
function loadTagManager(layer: unknown[], processed: unknown[]) {
  const before = layer.push;
  layer.push = (...entries) => {
    const result = before.apply(layer, entries);
    processed.push(...entries);
    return result;
  };
}

it.each(['before', 'after'])('a tag manager that comes %s us gets each entry once, and so do we', (when) => {
  page.dataLayer = [];
  const processed: unknown[] = [];
  if (when === 'before') loadTagManager(page.dataLayer, processed);
  const heard = listen();
  if (when === 'after') loadTagManager(page.dataLayer, processed);
  pushTo(page.dataLayer, a);
  // By now we have looked again, and wrapped who wrapped us.
  vi.advanceTimersByTime(100_000);
  pushTo(page.dataLayer, a, b);
  expect([heard, processed, [...page.dataLayer]]).toEqual([
    [a, a, b],
    [a, a, b],
    [a, a, b],
  ]);
});

it('an entry that is pushed while another is told on its way is heard too', () => {
  page.dataLayer = [];
  const layer = page.dataLayer;
  const heard = listen();
  const before = layer.push;
  layer.push = (...entries) => {
    const result = before.apply(layer, entries);
    // A tag that answers one event with another.
    if (entries[0] === a) layer.push(b);
    return result;
  };
  vi.advanceTimersByTime(1000);
  pushTo(layer, a, c);
  expect(heard).toEqual([a, c, b]);
});

it('what went past us is heard late: somebody put their own push in the place of ours', () => {
  page.dataLayer = [];
  const heard = listen();
  page.dataLayer.push = Array.prototype.push;
  pushTo(page.dataLayer, a);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual([a]);
  pushTo(page.dataLayer, b);
  expect(heard).toEqual([a, b]);
});

it('a data layer that comes later, and one that is replaced by another, are heard', () => {
  const heard = listen();
  expect(page.dataLayer).toBeUndefined();
  page.dataLayer = [a];
  dispatchEvent(new Event('load'));
  page.dataLayer = [b];
  vi.advanceTimersByTime(1000);
  pushTo(page.dataLayer, c);
  expect(heard).toEqual([a, b, c]);
});

it('is found under the name that its tag gives it', () => {
  const tag = document.createElement('script');
  tag.type = 'text/plain';
  tag.src = 'https://www.googletagmanager.com/gtm.js?id=GTM-1234&l=shopLayer';
  document.head.append(tag);
  page.shopLayer = [a];
  expect(listen()).toEqual([a]);
});

it('who fails at an entry keeps nobody else from it', () => {
  page.dataLayer = [a];
  watchDataLayer(() => {
    throw Error('not today');
  }, end.signal);
  const heard = listen();
  expect(() => pushTo(page.dataLayer, b)).not.toThrow();
  expect(heard).toEqual([a, b]);
});

it('hears no more once it is over, and leaves nothing in whoever enumerates the page’s entries', () => {
  page.dataLayer = [];
  const heard = listen();
  end.abort();
  pushTo(page.dataLayer, a);
  vi.advanceTimersByTime(100_000);
  expect(heard).toEqual([]);
  expect(JSON.stringify(page.dataLayer)).toBe('[{"event":"a"}]');
});
