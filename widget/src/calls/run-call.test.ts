import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeMarker } from '../browser/marker.ts';
import type { PageParts } from '../inline/draw-form.ts';
import * as inline from '../inline/show-forms.ts';
import { drawLauncher } from '../launcher/launcher.ts';
import type { CallName, StorefrontChat } from '../loader/public-api.ts';
import { withTagSettings } from '../settings/tag-settings.ts';
import { demoSettings } from '../test-support/demo-settings.ts';
import { cartSummary } from './cart-summary.ts';
import { runCall } from './run-call.ts';
import { takeFacts } from './shop-facts.ts';

const settings = withTagSettings(demoSettings());
const launcher = drawLauncher(settings, () => {});
const { signal } = new AbortController();
const loadChunk = async () => inline;
const page = { settings, launcher, signal, loadChunk } as unknown as PageParts;
const run = (...call: Parameters<typeof runCall>[0]) => runCall(call, page, () => undefined);
const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});

beforeEach(() => {
  window.StorefrontChat = { storeKey: 'demo' } as StorefrontChat;
});
afterEach(() => {
  warn.mockClear();
  localStorage.clear();
});

it('keeps what the shop tells of its page, in its order', async () => {
  await Promise.all([
    run('setContext', { page: 'cart' }),
    run('track', { name: 'seen' }),
    run('consent', { chat: true }),
  ]);
  expect(takeFacts().map(([name]) => name)).toEqual(['setContext', 'track', 'consent']);
});

async function refuses(): Promise<string> {
  throw Error('401 from /proof');
}

it.each<[CallName, unknown, string]>([
  ['track', 'seen', 'takes an object'],
  ['setContext', null, 'takes an object'],
  ['consent', [], 'takes an object'],
  ['identify', 'ann', 'takes a function'],
  ['form', '#contact', 'takes an element'],
  ['identify', async () => 'no jwt', 'JWT'],
  ['identify', refuses, '401 from /proof'],
])('says in one line what is wrong with %s(%o)', async (name, argument, words) => {
  await run(name, argument);
  expect(warn).toHaveBeenCalledExactlyOnceWith(`storefront-chat: ${name}:`, expect.stringContaining(words));
});

it('lets a sign-out wait for no proof, which then signs nobody in', async () => {
  const prove = (): Promise<string> =>
    new Promise<string>((resolve) => setTimeout(resolve, 50, `x.${btoa('{"sub":"ann"}')}.y`));
  const signedIn = run('identify', prove);
  await run('signOut');
  expect(localStorage.getItem('storefront-chat:demo:epoch')).toBeTruthy();
  await signedIn;
  expect(localStorage.getItem('storefront-chat:demo:person')).toBe('');
  expect(launcher.identity?.takeProof).toBeUndefined();
});

it('says when the sign-out has happened: a page that never hears it has to say so again', async () => {
  const heard: unknown[] = [];
  await run('signOut', () => heard.push(localStorage.getItem('storefront-chat:demo:epoch')));
  expect(heard).toEqual([expect.stringMatching(/.{36}/)]);
});

it('signs out at once, and says so when the chunk that forgets could be had at last: nobody waits for it', async () => {
  vi.useFakeTimers();
  writeMarker('demo', { isPending: true });
  const forgetOthers = vi.fn(async () => {});
  const loadChunk = vi.fn(async () => ({ forgetOthers }));
  loadChunk.mockRejectedValueOnce(Error('503'));
  const away = { ...page, loadChunk } as unknown as PageParts;
  const heard = vi.fn();
  const gone = runCall(['signOut', heard], away, () => undefined);
  await run('track', { name: 'seen after' });
  expect([takeFacts().length, heard.mock.calls.length]).toEqual([1, 0]);
  const epoch = localStorage.getItem('storefront-chat:demo:epoch');
  expect(epoch).toBeTruthy();
  await vi.runAllTimersAsync();
  await gone;
  expect(forgetOthers).toHaveBeenCalledExactlyOnceWith('demo', epoch);
  expect(heard).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

it('signs out of a widget that was shut down in the same breath', async () => {
  delete window.StorefrontChat;
  await run('signOut');
  expect(localStorage.getItem('storefront-chat:demo:epoch')).toBeTruthy();
});

it('goes on after a function that fails in a way that cannot even be said', async () => {
  run('identify', () => Promise.reject(Object.create(null)));
  await run('signOut');
  await run('track', { name: 'seen after' });
  expect(takeFacts().at(-1)).toEqual(['track', { name: 'seen after' }]);
});

it('writes down nothing that tells who is signed in', async () => {
  await run('identify', async () => `x.${btoa('{"sub":"customer-4711"}')}.y`);
  expect(localStorage.getItem('storefront-chat:demo:person')).toMatch(/^[0-9a-f]{16}$/);
  expect(JSON.stringify({ ...localStorage })).not.toContain('4711');
});

it('hands what the page has told, and tells, to the chunk that tracks, if the store does', async () => {
  takeFacts();
  const stopping = new AbortController();
  const told = vi.fn();
  const startTracking = vi.fn(() => told);
  const tracked = {
    ...page,
    settings: { ...settings, tracking: true },
    signal: stopping.signal,
    loadChunk: async () => ({ startTracking }),
  } as unknown as PageParts;
  const tell = (...call: Parameters<typeof runCall>[0]) => runCall(call, tracked, () => undefined);
  await tell('track', { name: 'before' });
  await tell('start');
  await vi.waitFor(() => expect(startTracking).toHaveBeenCalledOnce());
  expect(startTracking.mock.calls[0]).toMatchObject([
    tracked,
    [['track', { name: 'before' }]],
    expect.any(Function),
    cartSummary,
  ]);
  await tell('consent', { analytics: true });
  expect(told).toHaveBeenCalledExactlyOnceWith('consent', { analytics: true });
  stopping.abort();
  await tell('track', { name: 'after' });
  expect([told.mock.calls.length, takeFacts()]).toEqual([1, [['track', { name: 'after' }]]]);
});

it('goes on when the chunk that tracks cannot be had', async () => {
  const tracked = {
    ...page,
    settings: { ...settings, tracking: true },
    loadChunk: () => Promise.reject(Error('503')),
  } as unknown as PageParts;
  await runCall(['start'], tracked, () => undefined);
  await vi.waitFor(() => expect(warn).toHaveBeenCalledExactlyOnceWith('storefront-chat: tracking:', '503'));
});
