import { afterEach, expect, it } from 'vitest';
import {
  closeShopPages,
  cookie,
  evaluateSdk,
  eventNames,
  frameLoad,
  openReadyShopPage,
  openShopPage,
  until,
  websiteToken,
  widgetFrames,
} from './test-shop-page.ts';

afterEach(closeShopPages);

it('boots in the official order: cookie, config-set, change-url, toggle-close-button, ready', async () => {
  const page = await openReadyShopPage();
  await until(() => page.received.length === 3);
  expect(page.received.map(({ event }) => event)).toEqual(['config-set', 'change-url', 'toggle-close-button']);
  expect(page.events[0]?.detail).toBeNull();
  expect(cookie('cw_conversation')).toMatch(/^visitor-/);
});

it('puts its elements into the page under their official names', async () => {
  const { document } = await openReadyShopPage();
  const frame = document.querySelector('#cw-widget-holder > iframe#chatwoot_live_chat_widget') as HTMLIFrameElement;
  expect(frame.allow).toContain('clipboard-write');
  expect(frame.src).toMatch(/\/widget\?website_token=shop-token$/);
  expect(document.querySelector('#cw-widget-holder')?.className).toBe(
    'woot-widget-holder woot--hide woot-elements--right',
  );
  expect(
    document.querySelector('#cw-bubble-holder > button.woot-widget-bubble[title="Open chat window"] svg'),
  ).not.toBeNull();
  expect(document.querySelectorAll('[data-turbo-permanent="true"]')).toHaveLength(3);
});

it('gives a browser with a session the session in the frame address, as it was at run()', async () => {
  const page = await openShopPage({
    before: (window) => {
      window.document.cookie = 'cw_conversation=jwt-of-jane; path=/';
    },
  });
  expect(widgetFrames(page)[0]?.src).toMatch(/\?website_token=shop-token&cw_conversation=jwt-of-jane$/);
});

it('rule 5: does nothing when run() is called again, whatever token it brings', async () => {
  const page = await openReadyShopPage();
  const first = page.chatwoot();
  page.run({ websiteToken: 'another' });
  await evaluateSdk(page.window);
  page.run({ websiteToken: 'another' });
  expect(page.chatwoot()).toBe(first);
  expect(page.chatwoot().websiteToken).toBe(websiteToken);
  expect(widgetFrames(page)).toHaveLength(1);
});

it('rule 5: reads the settings once, with defaults, and corrects what is not allowed', async () => {
  const settings = { hideMessageBubble: true, position: 'middle', type: 'round', locale: 'de' };
  const page = await openReadyShopPage({ settings: settings as never });
  settings.locale = 'fr';
  expect(page.chatwoot()).toMatchObject({
    hideMessageBubble: true,
    position: 'right',
    type: 'standard',
    locale: 'de',
    darkMode: 'light',
    widgetStyle: 'standard',
    showUnreadMessagesDialog: true,
    enableEmojiPicker: true,
    resetTriggered: false,
    hasLoaded: true,
  });
});

it("rule 64: stands unstyled in the page under a CSP without 'unsafe-inline', and boots all the same", async () => {
  const page = await openReadyShopPage({
    head: `<meta http-equiv="Content-Security-Policy" content="style-src 'self'">`,
  });
  const holder = page.document.querySelector('#cw-widget-holder') as HTMLElement;
  expect(page.window.getComputedStyle(holder).position).toBe('static');
  expect(page.window.getComputedStyle(holder).visibility).toBe('visible');
});

it('rule 64: throws under enforced Trusted Types, and cannot be run again after that', async () => {
  const head = `<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'">`;
  const allowScripts = (window: Window) => {
    // The test's own script element needs a policy; the SDK's innerHTML has none.
    const factory = Reflect.get(window, 'trustedTypes');
    factory.createPolicy('default', { createScriptURL: (url: string) => url });
  };
  const page = await openShopPage({ head, before: allowScripts });
  expect(String(page.runError)).toMatch(/^TypeError: .*innerHTML/);
  expect(page.chatwoot()).toBeDefined();
  expect(() => page.run()).not.toThrow();
  expect(widgetFrames(page)).toHaveLength(0);
});

it('rule 67: a moved holder reloads the frame from its first address, as a new visitor', async () => {
  const page = await openReadyShopPage();
  const before = cookie('cw_conversation');
  const holder = page.document.querySelector('#cw-widget-holder') as HTMLElement;
  page.document.body.appendChild(holder);
  await until(() => cookie('cw_conversation') !== before);
  await until(() => eventNames(page).length === 2);
  expect(eventNames(page)).toEqual(['chatwoot:ready', 'chatwoot:ready']);
});

it('rule 67: Turbo carries the three elements over, unless it morphs', async () => {
  const page = await openReadyShopPage();
  const newBody = page.document.createElement('body');
  const swap = (renderMethod: string) =>
    page.document.dispatchEvent(
      new page.window.CustomEvent('turbo:before-render', { detail: { newBody, renderMethod } }),
    );
  swap('morph');
  expect(newBody.children).toHaveLength(0);
  swap('replace');
  expect([...newBody.children].map(({ id }) => id)).toEqual([
    'cw-widget-styles',
    'cw-widget-holder',
    'cw-bubble-holder',
  ]);
});

it("rule 70: the frame's load event fires when the widget is refused", async () => {
  const page = await openShopPage({ frame: 'refused' });
  await expect(frameLoad(page)).resolves.toBe('load');
});

it("rule 70: in the working case `loaded` comes at once with the frame's load event", async () => {
  const page = await openShopPage();
  await frameLoad(page);
  await until(() => page.chatwoot().hasLoaded);
});

it('evaluated before there is a body, run() throws and cannot be called again', async () => {
  const page = await openShopPage({ isEvaluatedBeforeBody: true });
  expect(String(page.runError)).toMatch(/^TypeError: .*appendChild/);
  expect(() => page.run()).not.toThrow();
  expect(widgetFrames(page)).toHaveLength(0);
});

it('a replaced body leaves most methods with a TypeError, and run() does not rebuild', async () => {
  const page = await openReadyShopPage();
  page.document.body = page.document.createElement('body');
  expect(() => page.chatwoot().toggle()).toThrow(/contentWindow/);
  page.run();
  expect(widgetFrames(page)).toHaveLength(0);
});

it('a message that comes after $chatwoot was deleted is a TypeError and sets no cookie', async () => {
  const page = await openReadyShopPage();
  const before = cookie('cw_conversation');
  const failed = new Promise<unknown>((resolve) => {
    page.window.onerror = (_message, _source, _line, _column, error) => {
      resolve(error);
      return true;
    };
  });
  delete page.window.$chatwoot;
  page.fromFrame('setAuthCookie', { data: { widgetAuthToken: 'late' } });
  expect(String(await failed)).toMatch(/^TypeError/);
  expect(cookie('cw_conversation')).toBe(before);
});

it('a tear-down that leaves the iframe in its holder runs again with two', async () => {
  const page = await openReadyShopPage();
  for (const id of ['cw-widget-styles', 'cw-widget-holder', 'cw-bubble-holder']) {
    page.document.getElementById(id)?.remove();
  }
  delete page.window.$chatwoot;
  page.run();
  expect(widgetFrames(page)).toHaveLength(2);
});

it('a baseDomain of another host sets no cookie at all, without a word', async () => {
  await openReadyShopPage({ settings: { baseDomain: 'not-this-host.example' } });
  expect(cookie('cw_conversation')).toBeUndefined();
});
