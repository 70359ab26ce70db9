import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StoreSettings } from '../../../contract/settings.ts';
import { fakeServer } from '../test-support/fake-server.ts';
import { openPage as includeTag, leavePage, part } from '../test-support/open-page.ts';

beforeEach(() => {
  fakeServer('neighbour');
});
afterEach(() => {
  leavePage();
  document.body.replaceChildren();
  document.adoptedStyleSheets = [];
  history.replaceState(null, '', home);
  vi.unstubAllGlobals();
});

const home = location.href;
const openPage = (changes: Partial<StoreSettings> = {}, tag = {}) =>
  includeTag({ storeKey: 'neighbour', ...changes }, tag);
const launcher = () => part('.launcher');
const bottom = () => Math.round(innerHeight - (launcher()?.getBoundingClientRect().bottom ?? 0));
const isShown = () => launcher()?.checkVisibility();

function addBar(css: string) {
  const bar = document.createElement('div');
  bar.style.cssText = `position:fixed;left:0;right:0;bottom:0;height:72px;background:#eee;${css}`;
  document.body.append(bar);
  return bar;
}

it('stands where the shop wants it, as large as the shop wants it', () => {
  openPage({ offsetX: 32, size: 64 }, { offsetY: '96', position: 'left' });
  expect(bottom()).toBe(96);
  expect(launcher()?.getBoundingClientRect()).toMatchObject({ left: 32, height: 64 });
});

it('rises above a bar at the bottom, such as one to buy or to accept cookies, and comes down after it', async () => {
  const bar = addBar('');
  openPage();
  await vi.waitFor(() => expect(bottom()).toBe(72 + 20));
  bar.remove();
  dispatchEvent(new Event('scroll'));
  await vi.waitFor(() => expect(bottom()).toBe(20));
});

it('rises above a bar that slides in later', async () => {
  openPage();
  await vi.waitFor(() => expect(bottom()).toBe(20));
  const bar = addBar('transition:translate 10ms;translate:0 100%');
  bar.getBoundingClientRect();
  bar.style.translate = '0 0';
  await vi.waitFor(() => expect(bottom()).toBe(72 + 20));
});

it.each([
  ['a page that is one fixed box', 'top:0;height:auto'],
  ['what scrolls with the page', 'position:absolute'],
])('stays where it is over %s', async (_, css) => {
  addBar(css);
  openPage();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(bottom()).toBe(20);
});

it('moves without a layout shift', async () => {
  const shifts: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
  });
  observer.observe({ type: 'layout-shift', buffered: false });
  openPage();
  addBar('');
  dispatchEvent(new Event('scroll'));
  await vi.waitFor(() => expect(bottom()).toBe(92));
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  expect(shifts).toEqual([]);
});

it('stays where it is while somebody presses it', async () => {
  openPage();
  await vi.waitFor(() => expect(bottom()).toBe(20));
  addBar('');
  dispatchEvent(new Event('scroll'));
  launcher()?.dispatchEvent(new PointerEvent('pointerdown'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(bottom()).toBe(20);
  launcher()?.click();
  await vi.waitFor(() => expect(bottom()).toBe(72 + 20));
});

it('is away while a dialog is open, and back after it', () => {
  openPage();
  const dialog = document.createElement('dialog');
  document.body.append(dialog);
  expect(isShown()).toBe(true);
  dialog.showModal();
  expect(isShown()).toBe(false);
  dialog.close();
  expect(isShown()).toBe(true);
});

it('is away under what the shop names, even if a name is wrong', () => {
  openPage({ hiddenUnder: 'dialog[open],???,.cart-drawer.is-open' });
  document.body.innerHTML = '<aside class="cart-drawer"></aside>';
  expect(isShown()).toBe(true);
  document.body.firstElementChild?.classList.add('is-open');
  expect(isShown()).toBe(false);
});

it('leaves a box alone that is open when a drawer opens', () => {
  openPage({ hiddenUnder: '.drawer' });
  launcher()?.click();
  document.body.innerHTML = '<aside class="drawer"></aside>';
  expect(part('.box')?.checkVisibility()).toBe(true);
});

it('is away on pages that the shop excludes, without a reload too', async () => {
  openPage({ hiddenOn: '^(/checkout.*)$' });
  await vi.waitFor(() => expect(isShown()).toBe(true));
  history.pushState(null, '', '/checkout/payment');
  document.body.click();
  await vi.waitFor(() => expect(isShown()).toBe(false));
  history.replaceState(null, '', '/collection');
  document.body.click();
  await vi.waitFor(() => expect(isShown()).toBe(true));
});

it('leaves the page as it was when it is shut down', async () => {
  openPage();
  window.StorefrontChat && 'shutdown' in window.StorefrontChat && window.StorefrontChat.shutdown();
  await vi.waitFor(() => expect(document.querySelector('storefront-chat')).toBeNull());
  expect(window.StorefrontChat).toBeUndefined();
  openPage();
  expect(isShown()).toBe(true);
});
