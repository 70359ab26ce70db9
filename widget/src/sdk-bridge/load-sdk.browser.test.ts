import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadSdk } from './load-sdk.ts';

let chatwoot: string;
let count = 0;
const scripts = () => [...document.head.querySelectorAll<HTMLScriptElement>(`script[src^="${chatwoot}"]`)];

beforeEach(() => {
  vi.useFakeTimers();
  count++;
  chatwoot = `https://chatwoot-${count}.example`;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  delete window.chatwootSDK;
  for (const script of scripts()) script.remove();
});

const finish = (event: 'load' | 'error') => scripts()[0]?.dispatchEvent(new Event(event));

it('adds the script once, with the nonce of our own', async () => {
  const [first, second] = [loadSdk(chatwoot, 'n0nce'), loadSdk(chatwoot, 'n0nce')];
  expect(scripts().map(({ nonce }) => nonce)).toEqual(['n0nce']);
  window.chatwootSDK = { run() {} };
  finish('load');
  expect([await first, await second]).toEqual([{ state: 'ready' }, { state: 'ready' }]);
});

it('T11: has the script of an upgraded Chatwoot a day later, though browsers keep it for a year', () => {
  vi.setSystemTime(new Date('2026-03-01T12:00:00Z'));
  loadSdk(chatwoot, '');
  const address = scripts()[0]?.src;
  expect(address).toMatch(/\/packs\/js\/sdk\.js\?v=\d+$/);
  finish('error');
  scripts()[0]?.remove();
  vi.setSystemTime(new Date('2026-03-02T12:00:00Z'));
  loadSdk(`${chatwoot}/`, '');
  expect(scripts()[0]?.src.split('?')[1]).not.toBe(address?.split('?')[1]);
});

it('T10: calls a script that does not come blocked, and can try again', async () => {
  const first = loadSdk(chatwoot, '');
  finish('error');
  expect(await first).toEqual({ state: 'failed', reason: 'blocked' });
  expect(scripts()).toEqual([]);
  const second = loadSdk(chatwoot, '');
  window.chatwootSDK = { run() {} };
  finish('load');
  expect(await second).toEqual({ state: 'ready' });
});

it('calls an empty script in its place blocked, too', async () => {
  const load = loadSdk(chatwoot, '');
  finish('load');
  expect(await load).toEqual({ state: 'failed', reason: 'blocked' });
});

it('says when the browser is offline', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const load = loadSdk(chatwoot, '');
  finish('error');
  expect(await load).toEqual({ state: 'failed', reason: 'offline' });
});

it('names the policy of the page when that is the cause', async () => {
  const load = loadSdk(chatwoot, '');
  const violation = Object.assign(new Event('securitypolicyviolation'), {
    blockedURI: `${chatwoot}/packs/js/sdk.js`,
    disposition: 'enforce',
  });
  document.dispatchEvent(violation);
  finish('error');
  expect(await load).toEqual({ state: 'failed', reason: 'csp' });
  // It stays for as long as the page does, and the browser would report each try.
  expect(await loadSdk(chatwoot, '')).toEqual({ state: 'failed', reason: 'csp' });
  expect(scripts()).toEqual([]);
});

it('fetches the script anew for a page that has replaced its body', async () => {
  const first = loadSdk(chatwoot, '');
  window.chatwootSDK = { run() {} };
  finish('load');
  await first;
  const { body } = document;
  document.documentElement.replaceChild(document.createElement('body'), body);
  loadSdk(chatwoot, '');
  expect(scripts().length).toBe(2);
  document.documentElement.replaceChild(body, document.body);
});

it('gives up on a script that stalls after ten seconds', async () => {
  const load = loadSdk(chatwoot, '');
  // There is no such host, and a name server may say so before the ten seconds are over.
  scripts()[0]?.addEventListener('error', (event) => event.stopImmediatePropagation(), { capture: true });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await load).toEqual({ state: 'failed', reason: 'timeout' });
});
