import { afterEach, expect, it, vi } from 'vitest';
import { type LoadOptions, loadStorefrontChat } from './index.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('gives nothing on a server, and asks for nothing', async () => {
  vi.stubGlobal('document', undefined);
  vi.stubGlobal('window', undefined);
  expect(await loadStorefrontChat({ server: 'https://chat.example', storeKey: 'tea' })).toBeNull();
});

it.each([
  ['no options', undefined, 'give { src }, or { server, storeKey }'],
  ['a server without a store', { server: 'https://chat.one.example' }, 'give { src }, or { server, storeKey }'],
  ['a server without https', { server: 'chat.example', storeKey: 'tea' }, 'chat.example is no address'],
  ['a port that looks like a scheme', { server: 'localhost:4001', storeKey: 'tea' }, 'localhost:4001 is no address'],
  ['code in the place of an address', { src: 'data:text/javascript,1' }, 'data:text/javascript,1 is no address'],
])('takes %s with one line in the console, and does not disturb the page', async (_, options, line) => {
  vi.resetModules();
  const { loadStorefrontChat: load } = await import('./index.ts');
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect(await load(options as LoadOptions)).toBeNull();
  expect(await load(options as LoadOptions)).toBeNull();
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(line));
  expect(document.scripts).toHaveLength(0);
});

it('has types that refuse two answers to one question', () => {
  // @ts-expect-error One of both, or it would be unclear which counts.
  const both: LoadOptions = { src: 'https://chat.example/w/tea.js', server: 'https://chat.example', storeKey: 'tea' };
  expect(both).toBeTruthy();
});
