import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PageParts } from '../inline/draw-form.ts';
import { drawLauncher } from '../launcher/launcher.ts';
import type { CallName, StorefrontChat } from '../loader/public-api.ts';
import { withTagSettings } from '../settings/tag-settings.ts';
import { demoSettings } from '../test-support/demo-settings.ts';
import { runCall } from './run-call.ts';
import { shopFacts } from './shop-facts.ts';

const settings = withTagSettings(demoSettings());
const launcher = drawLauncher(settings, () => {});
const page = { settings, launcher } as PageParts;
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
  expect(shopFacts().map(([name]) => name)).toEqual(['setContext', 'track', 'consent']);
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

it('signs out of a widget that was shut down in the same breath', async () => {
  delete window.StorefrontChat;
  await run('signOut');
  expect(localStorage.getItem('storefront-chat:demo:epoch')).toBeTruthy();
});

it('goes on after a function that fails in a way that cannot even be said', async () => {
  run('identify', () => Promise.reject(Object.create(null)));
  await run('signOut');
  await run('track', { name: 'seen after' });
  expect(shopFacts().at(-1)).toEqual(['track', { name: 'seen after' }]);
});

it('writes down nothing that tells who is signed in', async () => {
  await run('identify', async () => `x.${btoa('{"sub":"customer-4711"}')}.y`);
  expect(localStorage.getItem('storefront-chat:demo:person')).toMatch(/^[0-9a-f]{16}$/);
  expect(JSON.stringify({ ...localStorage })).not.toContain('4711');
});
