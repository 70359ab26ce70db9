import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StorefrontChat } from '../loader/public-api.ts';
import type { loadStorefrontChat } from './load-storefront-chat.ts';

const server = `${location.origin}/widget/src/package/test-support`;
/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:1/test-support';
const tea = { server, storeKey: 'tea' };

let load: typeof loadStorefrontChat;
let lines: string[];
let count = 0;

beforeEach(async () => {
  count++;
  // Every page has the module anew: a browser keeps one per address.
  ({ loadStorefrontChat: load } = await import(/* @vite-ignore */ `./load-storefront-chat.ts?page=${count}`));
  lines = [];
  vi.spyOn(console, 'warn').mockImplementation((line) => lines.push(line));
});
afterEach(() => {
  for (const tag of tags()) tag.remove();
  delete window.StorefrontChat;
  performance.clearResourceTimings();
  vi.restoreAllMocks();
});

const tags = () => [...document.querySelectorAll<HTMLScriptElement>('script[src*="test-support/"]')];
/** What the stand-in of the loader tells. */
const seen = (api: StorefrontChat | null) => api as unknown as { calls: unknown[]; tag: Record<string, unknown> };

function includeTag(name: string, attributes: Record<string, string> = {}, from = server) {
  const tag = document.createElement('script');
  for (const [attribute, value] of Object.entries(attributes)) tag.setAttribute(attribute, value);
  // An address of its own in each test: the browser's notes of what it fetched are by address.
  tag.src = `${from}/w/${name}.js?${count}`;
  document.head.append(tag);
  return tag;
}

describe('on a page without a tag', () => {
  it('brings the widget, with what the tag of a theme would say', async () => {
    const api = await load({ ...tea, nonce: 'r4nd', dataset: { position: 'left', offsetY: 72, color: undefined } });
    expect(api).toBe(window.StorefrontChat);
    expect(seen(api).tag).toEqual({
      nonce: 'r4nd',
      crossOrigin: 'anonymous',
      async: true,
      position: 'left',
      offsetY: '72',
    });
    expect(lines).toEqual([]);
  });

  it('loads once, however often it is asked, and gives every caller the same promise', async () => {
    const [first, second] = [load(tea), load({ src: `${server}/w/tea.js` })];
    expect(second).toBe(first);
    await first;
    expect(load(tea)).toBe(first);
    expect(tags().length).toBe(1);
  });

  it('keeps what the page has asked of the widget before', async () => {
    window.StorefrontChat = { q: [['open']] };
    expect(seen(await load(tea)).calls).toEqual([['open']]);
  });

  it('says why nothing came, and tries again when it is asked again', async () => {
    await expect(load({ server: nowhere, storeKey: 'tea' })).rejects.toThrow(
      /tea\.js did not come: check address, network/,
    );
    expect(tags()).toEqual([]);
    expect(await load(tea)).toMatchObject({ storeKey: 'tea' });
  });

  it('does not take a script without a widget for one', async () => {
    await expect(load({ server, storeKey: 'unknown' })).rejects.toThrow('compare the store key');
    expect(tags()).toEqual([]);
  });

  it('starts anew after the widget has been shut down', async () => {
    const first = await load(tea);
    delete window.StorefrontChat;
    const second = await load(tea);
    expect(second).toMatchObject({ storeKey: 'tea' });
    expect(second).not.toBe(first);
  });
});

describe('on a page with a tag', () => {
  it('waits for a tag that is on its way, instead of adding another', async () => {
    const tag = includeTag('tea', { 'data-position': 'left' });
    expect(seen(await load(tea)).tag).toMatchObject({ position: 'left' });
    expect(tags()).toEqual([tag]);
  });

  it('takes the widget that is there', async () => {
    const tag = includeTag('tea');
    await new Promise((resolve) => tag.addEventListener('load', resolve));
    expect(await load(tea)).toBe(window.StorefrontChat);
    expect(tags()).toEqual([tag]);
  });

  it.each([
    ['has failed', true],
    ['fails meanwhile', false],
  ])('puts one of its own in the place of a tag that %s', async (_, isOver) => {
    const tag = includeTag('tea', {}, nowhere);
    const failed = new Promise((resolve) => tag.addEventListener('error', resolve));
    if (isOver) await failed;
    expect(await load(tea)).toMatchObject({ storeKey: 'tea' });
    expect(tags()).toHaveLength(2);
  });

  it('does not wait for a tag that an optimiser has put to sleep', async () => {
    includeTag('tea', { type: 'text/lazy-load' });
    expect(await load(tea)).toMatchObject({ storeKey: 'tea' });
  });

  it('says once that a page has one store only', async () => {
    includeTag('coffee');
    for (const _ of [1, 2]) expect(await load(tea)).toMatchObject({ storeKey: 'coffee' });
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(lines[0]).toContain('store tea ignored, coffee is here');
  });

  it('says what of the options comes too late', async () => {
    includeTag('tea', { 'data-position': 'right' });
    await load({ ...tea, dataset: { position: 'left', locale: 'nl' } });
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(lines[0]).toContain('position,locale ignored');
  });
});
