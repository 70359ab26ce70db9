import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSdkBridge, type SdkBridge } from './sdk-bridge.ts';

// A Chatwoot that needs no server: an empty script, and frames of an origin of their own.
const baseUrl = 'data:text/javascript,//';
const address = { baseUrl, websiteToken: 'token', visitorToken: undefined };
const look = { locale: 'pt-BR', position: 'left', isDark: true, launcher: 'Chat with us' } as const;
const say = (message: object) => `parent.postMessage('chatwoot-widget:${JSON.stringify(message)}', '*');`;
const alive = say({ event: 'loaded', config: { authToken: 'from.frame.x' } });

const events = { onToggle: vi.fn(), onUnread: vi.fn() };
let bridge: SdkBridge;

beforeEach(() => {
  vi.clearAllMocks();
  bridge = createSdkBridge('', events);
});
afterEach(() => {
  bridge.tearDown();
  delete window.chatwootSDK;
});

/** Behaves as Chatwoot's SDK does where the bridge relies on it. */
function installSdk(frameScript: string) {
  window.chatwootSDK = {
    run() {
      if (window.$chatwoot) return;
      const holder = document.createElement('div');
      holder.id = 'cw-widget-holder';
      const frame = document.createElement('iframe');
      frame.id = 'chatwoot_live_chat_widget';
      frame.src = `data:text/html,<script>${encodeURIComponent(frameScript)}</script>`;
      window.$chatwoot = {
        hasLoaded: false,
        isOpen: false,
        toggle(state) {
          this.isOpen = state === 'open';
          dispatchEvent(new CustomEvent(this.isOpen ? 'chatwoot:opened' : 'chatwoot:closed'));
        },
        setUser() {},
        setConversationCustomAttributes() {},
      };
      holder.append(frame);
      document.body.append(holder);
      window.onmessage = ({ data }) => {
        const message = JSON.parse(`${data}`.slice('chatwoot-widget:'.length));
        if (message.event === 'loaded') dispatchEvent(new CustomEvent('chatwoot:ready'));
      };
    },
  };
}
const frames = () => document.querySelectorAll('iframe#chatwoot_live_chat_widget').length;

it('is ready with the session of the frame, and may be opened one round trip after the SDK says so', async () => {
  installSdk(alive);
  let readyAt = 0;
  addEventListener(
    'chatwoot:ready',
    () => {
      readyAt = performance.now();
    },
    { once: true },
  );
  expect(await bridge.start(address, look)).toEqual({ state: 'ready', visitorToken: 'from.frame.x' });
  await bridge.settled();
  expect(performance.now() - readyAt).toBeGreaterThanOrEqual(290);
});

it('keeps the bubble and the pop-ups of Chatwoot away, and gives it our look', async () => {
  installSdk(alive);
  await bridge.start(address, look);
  expect(window.chatwootSettings).toEqual({
    hideMessageBubble: true,
    showUnreadMessagesDialog: false,
    locale: 'pt_BR',
    position: 'left',
    darkMode: 'dark',
  });
});

it('gives the frame a name, and the focus when the chat is opened by the shopper', async () => {
  installSdk(alive);
  await bridge.start(address, look);
  const frame = document.querySelector('iframe#chatwoot_live_chat_widget') as HTMLIFrameElement;
  expect(frame.title).toBe('Chat with us');
  await bridge.settled();
  bridge.open(true);
  expect(document.activeElement).toBe(frame);
  expect(events.onToggle).toHaveBeenLastCalledWith(true);
  bridge.close();
  expect(events.onToggle).toHaveBeenLastCalledWith(false);
});

it('leaves the focus where it is when the chat opens by itself', async () => {
  installSdk(alive);
  await bridge.start(address, look);
  await bridge.settled();
  bridge.open(false);
  expect(document.activeElement).toBe(document.body);
});

it('tells how many messages are unread', async () => {
  installSdk(`${alive} ${say({ event: 'handleNotificationDot', unreadMessageCount: 3 })}`);
  await bridge.start(address, look);
  expect(events.onUnread).toHaveBeenCalledWith(3);
});

it('T10: notices a frame that stays dead soon after it has loaded, and takes it away whole', async () => {
  installSdk('');
  // Not `timeout`, which is what a frame is given up for that has not loaded at all.
  expect(await bridge.start(address, look)).toEqual({ state: 'failed', reason: 'blocked' });
  expect(frames()).toBe(0);
  expect(window.$chatwoot).toBeUndefined();
});

it('can be started again after a failure, with one frame', async () => {
  installSdk('');
  await bridge.start(address, look);
  installSdk(alive);
  expect(await bridge.start(address, look)).toMatchObject({ state: 'ready' });
  expect(frames()).toBe(1);
});

it('says csp when the page does not let the SDK write its styles', async () => {
  window.chatwootSDK = {
    run() {
      throw new TypeError('This document requires TrustedHTML assignment');
    },
  };
  expect(await bridge.start(address, look)).toEqual({ state: 'failed', reason: 'csp' });
});

it('says csp when the page refuses the styles of the SDK', async () => {
  installSdk(alive);
  const { run } = window.chatwootSDK ?? {};
  window.chatwootSDK = {
    run(options) {
      run?.(options);
      const styles = document.createElement('style');
      styles.id = 'cw-widget-styles';
      // As the policy leaves it: a style element without a sheet.
      styles.media = 'none';
      Object.defineProperty(styles, 'sheet', { value: null });
      document.head.append(styles);
    },
  };
  expect(await bridge.start(address, look)).toEqual({ state: 'failed', reason: 'csp' });
  expect([frames(), document.getElementById('cw-widget-styles')]).toEqual([0, null]);
});

it('touches nothing of a Chatwoot that the shop runs itself', async () => {
  installSdk(alive);
  window.chatwootSDK?.run({ websiteToken: 'of the shop', baseUrl });
  const own = window.$chatwoot;
  expect(await bridge.start(address, look)).toEqual({ state: 'failed', reason: 'blocked' });
  bridge.tearDown();
  expect([frames(), window.$chatwoot]).toEqual([1, own]);
  document.getElementById('cw-widget-holder')?.remove();
  delete window.$chatwoot;
  window.onmessage = null;
});

it('does not take the word of another frame for that of Chatwoot', async () => {
  installSdk(`setTimeout(() => { ${alive} }, 300)`);
  const start = bridge.start(address, look);
  await vi.waitFor(() => expect(frames()).toBe(1));
  const forger = document.createElement('iframe');
  forger.src = `data:text/html,<script>${encodeURIComponent(alive.replace('from.frame', 'forged'))}</script>`;
  document.body.append(forger);
  expect(await start).toEqual({ state: 'ready', visitorToken: 'from.frame.x' });
  forger.remove();
});
