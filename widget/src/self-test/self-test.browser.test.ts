import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { StoreSettings } from '../../../contract/settings.ts';
import { drawLauncher, type Launcher } from '../launcher/launcher.ts';
import { installPublicApi } from '../loader/public-api.ts';
import { withTagSettings } from '../settings/tag-settings.ts';
import { demoSettings } from '../test-support/demo-settings.ts';
import { openPage } from '../test-support/open-page.ts';
import { show } from './show-self-test.ts';

/** Chatwoot is a story for a whole browser: here it is switched off. */
const calm = { chat: false, chatwoot: null };
let launcher: Launcher;
let emit: NonNullable<ReturnType<typeof installPublicApi>>['emit'];

beforeEach(() => {
  vi.stubGlobal('fetch', async (url: string) =>
    url.includes('/settings') ? Response.json(demoSettings(calm)) : Response.json({}, { status: 400 }),
  );
});
afterEach(() => {
  document.querySelector('storefront-chat-self-test')?.remove();
  document.querySelector('storefront-chat')?.remove();
  delete window.StorefrontChat;
  document.body.replaceChildren();
  document.body.style.background = document.documentElement.dir = '';
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function open(changes: Partial<StoreSettings> = {}, tag: DOMStringMap = {}) {
  const settings = withTagSettings(demoSettings({ ...calm, ...changes }), tag);
  launcher = drawLauncher(settings, () => {});
  const api = installPublicApi('demo');
  if (!api) throw Error('A widget of an earlier test is on this page.');
  emit = api.emit;
  show(settings, launcher);
  await vi.waitFor(() => expect(summary()).not.toContain('Looking'));
}

const host = () => document.querySelector('storefront-chat-self-test');
const find = <Found extends HTMLElement = HTMLElement>(selector: string) =>
  host()?.shadowRoot?.querySelector<Found>(selector) as Found;
const button = (name: string) =>
  [...(host()?.shadowRoot?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === name);
const summary = () => find('[role=status]').textContent;
/** `Launcher Fine shown`, one for each line of the overlay. */
const lines = () =>
  [...(host()?.shadowRoot?.querySelectorAll('li') ?? [])].map(({ children }) =>
    Array.from(children, ({ textContent }) => textContent)
      .slice(1)
      .join(' '),
  );

it('says each verdict by a sign and in words, and in one line how it stands', async () => {
  await open();
  expect(summary()).toBe('All is well on this page; 3 notes.');
  expect(lines()).toContain('Launcher Fine shown');
  expect(find('.note > i').textContent).toBe('i');
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  button('Check again')?.click();
  expect(summary()).toBe('Looking …');
  await vi.waitFor(() => expect(summary()).toBe('1 problem: Server'));
  expect(find('li.bad').textContent).toContain('Problem');
});

it('follows what happens while one watches', async () => {
  await open();
  launcher.button.ariaExpanded = 'true';
  emit('opened');
  await vi.waitFor(() => expect(lines()).toContain('Launcher Fine pressed, and what it opens is open'));
  emit('unavailable', 'suspended');
  await vi.waitFor(() => expect(summary()).toBe('1 problem: Last press'));
  emit('ready');
  await vi.waitFor(() => expect(lines()).toContain('Last press Fine chat is there'));
});

it.each<[string, Partial<StoreSettings>, DOMStringMap, string]>([
  ['an excluded page', { hiddenOn: '.*' }, {}, 'hidden: the store excludes this page'],
  ['an open drawer', { hiddenUnder: '.drawer.is-open' }, {}, 'hidden: it makes way for aside#cart.drawer.is-open'],
  ['data-launcher="none"', {}, { launcher: 'none' }, 'not drawn: the tag says data-launcher="none"'],
])('names what hides the launcher: %s', async (_, changes, tag, words) => {
  const drawer = document.createElement('aside');
  drawer.id = 'cart';
  drawer.className = 'drawer is-open';
  document.body.append(drawer);
  await open(changes, tag);
  expect(lines().some((line) => line.startsWith(`Launcher Note ${words}`))).toBe(true);
});

it('a launcher that the theme hides is a problem', async () => {
  await open();
  launcher.host.style.cssText = 'display: none !important';
  launcher.button.style.display = 'none';
  emit('closed');
  await vi.waitFor(() => expect(summary()).toBe('1 problem: Launcher'));
});

it('is copied as text, or shown to be copied where the browser does not let us', async () => {
  await open();
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  button('Copy as text')?.click();
  await vi.waitFor(() => expect(button('Copied')).toBeTruthy());
  const text = copied.mock.calls[0]?.[0] ?? '';
  expect(text).toContain(`storefront-chat self-test of ${location.origin}${location.pathname},`);
  expect(text).toContain('  ok       Launcher: shown');
  expect(text).toContain('  note     Chat: switched off\n           Back on: `storefront-chat stores set demo --chat`');
  // A query may hold what is nobody's business.
  expect(text).not.toMatch(/\?\w/);

  copied.mockRejectedValue(new DOMException('not allowed'));
  button('Copied')?.click();
  await vi.waitFor(() => expect(button('Copy the text above')).toBeTruthy());
  const field = find<HTMLTextAreaElement>('textarea');
  expect([field.value.length, field.selectionEnd]).toEqual([text.length, text.length]);
});

it('goes with Escape, not while somebody is in a field of the shop, and listens no more', async () => {
  await open();
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  await userEvent.keyboard('{Escape}');
  expect(host()).toBeTruthy();
  field.blur();
  await userEvent.keyboard('{Escape}');
  expect(host()).toBeNull();
  const looks = vi.spyOn(launcher.button, 'checkVisibility');
  emit('unavailable', 'csp');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(looks).not.toHaveBeenCalled();
});

it('goes with its cross, and takes no focus by itself', async () => {
  await open();
  expect(document.activeElement).toBe(document.body);
  find('.close').click();
  expect(host()).toBeNull();
});

it('stands across from the launcher, below it, in its own language and direction', async () => {
  document.documentElement.dir = 'rtl';
  document.body.style.background = '#111';
  await open({ position: 'left' });
  const panel = find('section');
  expect([panel.lang, panel.dir, panel.className]).toEqual(['en', 'ltr', 'right dark']);
  expect(getComputedStyle(panel).zIndex).toBe(getComputedStyle(launcher.frame).zIndex);
  expect(host()?.nextSibling).toBe(launcher.host);
});

it('comes when the address asks for it', async () => {
  const { href } = location;
  history.replaceState(null, '', '?storefront-chat=debug');
  openPage({ storeKey: 'demo', ...calm });
  await vi.waitFor(() => expect(summary()).toContain('All is well'));
  history.replaceState(null, '', href);
});

it('shows nothing on a page that has shut the widget down meanwhile', () => {
  launcher = drawLauncher(withTagSettings(demoSettings()), () => {});
  show(withTagSettings(demoSettings(), {}), launcher);
  expect(host()).toBeNull();
});
