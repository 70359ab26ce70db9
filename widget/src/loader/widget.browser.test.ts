import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { StoreSettings } from '../../../contract/settings.ts';
import { uuid } from '../browser/uuid.ts';
import { fakeServer } from '../test-support/fake-server.ts';
import { focused, openPage as includeTag, leavePage, part } from '../test-support/open-page.ts';
import type { StorefrontChat } from './public-api.ts';

let server: ReturnType<typeof fakeServer>;
let storeKey: string;

beforeEach(() => {
  // Pages of other files write down what was typed in them when they go.
  localStorage.clear();
  storeKey = `store-${uuid()}`;
  server = fakeServer(storeKey);
});
afterEach(() => {
  leavePage();
  vi.unstubAllGlobals();
  localStorage.clear();
});

const openPage = (changes: Partial<StoreSettings> = {}, tag = {}) => includeTag({ storeKey, ...changes }, tag);
const launcher = () => part('.launcher');
const box = () => part('.box');
const field = () => part<HTMLTextAreaElement>('textarea');
const composerHasCome = () => vi.waitFor(() => expect(part('[role=log]')).toBeTruthy());
const api = () => window.StorefrontChat as StorefrontChat;

describe('before anybody wants us', () => {
  it('asks for nothing and leaves nothing behind', async () => {
    const heightBefore = document.documentElement.scrollHeight;
    openPage();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(server.calls).toEqual([]);
    expect([document.cookie, localStorage.length]).toEqual(['', 0]);
    expect((await indexedDB.databases()).some(({ name }) => name?.includes(storeKey))).toBe(false);
    expect(document.documentElement.scrollHeight).toBe(heightBefore);
    expect(launcher()?.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  });

  it('draws nothing for a store that has switched the widget off', () => {
    openPage({ widget: false });
    expect(document.querySelector('storefront-chat')).toBeNull();
  });

  it('is there once when the tag is included twice', () => {
    openPage();
    openPage();
    expect(document.querySelectorAll('storefront-chat').length).toBe(1);
  });

  it('leaves the button to the shop when the tag says so', async () => {
    openPage({}, { launcher: 'none' });
    expect(launcher()?.checkVisibility()).toBe(false);
    api().open();
    await vi.waitFor(() => expect(focused()).toBe(field()));
  });

  it('cannot be restyled by the shop', () => {
    const style = document.createElement('style');
    style.textContent = 'storefront-chat, button, div { display: none !important; color: red !important }';
    document.head.append(style);
    openPage();
    expect(launcher()?.checkVisibility()).toBe(true);
    style.remove();
  });
});

describe('the press', () => {
  it('shows a box that takes typing in the same moment', () => {
    openPage();
    launcher()?.click();
    expect(box()?.checkVisibility()).toBe(true);
    expect(focused()).toBe(field());
    expect(launcher()?.getAttribute('aria-expanded')).toBe('true');
  });

  it('keeps field, value and selection when the composer comes', async () => {
    openPage();
    launcher()?.click();
    const before = field();
    await userEvent.keyboard('Where is my order?');
    before?.setSelectionRange(6, 8);
    await composerHasCome();
    expect(field()).toBe(before);
    expect(focused()).toBe(before);
    expect([before?.value, before?.selectionStart, before?.selectionEnd]).toEqual(['Where is my order?', 6, 8]);
  });

  it('gives the focus back to the launcher on Escape, and keeps the text', async () => {
    openPage();
    launcher()?.click();
    await userEvent.keyboard('Wait');
    await composerHasCome();
    await userEvent.keyboard('{Escape}');
    expect(box()?.checkVisibility()).toBe(false);
    expect(focused()).toBe(launcher());
    expect(launcher()?.getAttribute('aria-expanded')).toBe('false');
    launcher()?.click();
    expect(field()?.value).toBe('Wait');
  });

  it('asks for one session, with what the contract wants', async () => {
    openPage();
    launcher()?.click();
    launcher()?.click();
    launcher()?.click();
    await composerHasCome();
    await vi.waitFor(() => expect(server.sent('/chat-sessions').length).toBe(1));
  });

  it('is on the way to Chatwoot at once, where the shop has chat', () => {
    const ahead = () => document.head.querySelectorAll('link[rel=preconnect]').length;
    const before = ahead();
    openPage({ chatwoot: null });
    launcher()?.click();
    leavePage();
    openPage();
    expect(ahead()).toBe(before);
    launcher()?.click();
    expect(ahead()).toBe(before + 1);
  });

  it('follows the page into the dark', async () => {
    document.body.style.background = '#101014';
    openPage();
    launcher()?.click();
    const paint = () => getComputedStyle(box() as HTMLElement).backgroundColor;
    await vi.waitFor(() => expect(paint()).toBe('rgb(27, 29, 35)'));
    document.body.style.background = '';
  });
});

describe('sending', () => {
  it('sends on Enter and breaks the line on Shift+Enter', async () => {
    openPage();
    launcher()?.click();
    await composerHasCome();
    await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two{Enter}');
    await vi.waitFor(() =>
      expect(server.sent('/submissions')[0]?.body).toMatchObject({ text: 'one\ntwo', sequence: 1 }),
    );
    expect(field()?.value).toBe('');
  });

  it('leaves the Enter of an input method alone', async () => {
    openPage();
    launcher()?.click();
    await composerHasCome();
    await userEvent.keyboard('にほん');
    field()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true }));
    expect(field()?.value).toBe('にほん');
    expect(server.sent('/submissions')).toEqual([]);
  });

  it('sends what was sent before the composer came', async () => {
    openPage();
    launcher()?.click();
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(server.sent('/submissions')[0]?.body).toMatchObject({ text: 'Hello' }));
  });

  it('keeps lines apart that were sent one after the other before the composer came', async () => {
    openPage();
    launcher()?.click();
    // In one go: the composer has no chance to come in between.
    for (const text of ['One', 'Two']) {
      const box = field() as HTMLTextAreaElement;
      box.value += text;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }));
    }
    await vi.waitFor(() => expect(server.sent('/submissions')[0]?.body).toMatchObject({ text: 'One\nTwo' }));
  });

  it('keeps the keys from the shop, and leaves those of an input method alone', () => {
    const shortcut = vi.fn();
    document.addEventListener('keydown', shortcut);
    openPage();
    launcher()?.click();
    const press = (init: KeyboardEventInit) =>
      field()?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, ...init }));
    press({ key: '/' });
    press({ key: 'Escape', keyCode: 229 });
    expect(box()?.checkVisibility()).toBe(true);
    expect(shortcut).not.toHaveBeenCalled();
    document.removeEventListener('keydown', shortcut);
  });

  it('takes no focus when the page closes what is closed', async () => {
    openPage();
    api().close();
    await new Promise((resolve) => setTimeout(resolve));
    expect(focused()).toBeNull();
  });

  it('asks for an address once the message is safe, when there is no chat', async () => {
    openPage();
    launcher()?.click();
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toContain('not available'));
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(part('.message')?.textContent).toContain('Received'));
    // Whoever writes on must not do so in another field.
    expect(focused()).toBe(field());
    await vi.waitFor(() => expect(part('#email')).toBeTruthy());
    part('#email')?.focus();
    await userEvent.keyboard('jane@example{Enter}');
    expect(part('#email-wrong')?.textContent).toContain('name@example.com');
    expect(part('#email')?.getAttribute('aria-invalid')).toBe('true');
    await userEvent.keyboard('.com{Enter}');
    await vi.waitFor(() =>
      expect(server.sent('/submissions', 'PUT')).toMatchObject([{ body: { email: 'jane@example.com' } }]),
    );
    expect(part('.given')?.textContent).toContain('jane@example.com');
  });

  it('tells the page why there is no chat', async () => {
    openPage();
    const unavailable = vi.fn();
    api().on('unavailable', unavailable);
    api().open();
    await vi.waitFor(() => expect(unavailable).toHaveBeenCalledExactlyOnceWith('chat-down'));
  });
});

describe('for everybody', () => {
  async function findings() {
    const { violations } = await axe.run(document.querySelector('storefront-chat') as HTMLElement, {
      // Of the page around us, which is the test's.
      rules: { region: { enabled: false } },
    });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  }

  it('has no finding of axe: closed, open, asking for an address and telling of an error', async () => {
    openPage();
    expect(await findings()).toEqual([]);
    launcher()?.click();
    expect(await findings()).toEqual([]);
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toContain('not available'));
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(part('#email')).toBeTruthy());
    await userEvent.keyboard('nonsense{Enter}');
    expect(await findings()).toEqual([]);
  });

  it('has none in the dark', async () => {
    document.body.style.background = '#101014';
    openPage();
    launcher()?.click();
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toContain('not available'));
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(part('.message')?.textContent).toContain('Received'));
    expect(await findings()).toEqual([]);
    document.body.style.background = '';
  });

  it('can be walked through with the keyboard, and left', async () => {
    await page.viewport(1280, 800);
    openPage();
    launcher()?.focus();
    await userEvent.keyboard('{Enter}');
    expect(focused()).toBe(field());
    await vi.waitFor(() => expect(part('.attach')).toBeTruthy());
    await userEvent.tab();
    expect(focused()?.textContent).toBe('Add files');
    await userEvent.tab();
    expect(focused()?.getAttribute('aria-label')).toBe('Send');
    await userEvent.tab();
    expect(focused()).toBe(launcher());
  });
});
