import type { Reason } from '../../../contract/reasons.ts';
import { followKeyboard } from '../composer/follow-keyboard.ts';
import type { Launcher } from '../launcher/launcher.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { type FrameMessage, findFrame, guardFrameMessages, runBesidePage } from './frame-messages.ts';
import { loadSdk, preloadSdk } from './load-sdk.ts';
import { dropStaleSkipCookie } from './stale-skip-cookie.ts';
import { tearDownSdk } from './tear-down.ts';
import { watchPolicy } from './watch-policy.ts';

export { isElsewhere, shouldTakeOver } from '../composer/should-take-over.ts';
export { showOnLauncher } from './show-on-launcher.ts';
export { takePlace } from './take-place.ts';

export interface ChatAddress {
  /** Chatwoot's address, without a slash at the end. */
  baseUrl: string;
  websiteToken: string;
  /** The session in the cookie, if there is one: the SDK takes it from there. */
  visitorToken?: string | undefined;
}

export interface ChatLook {
  /** BCP 47. */
  locale: string;
  position: 'left' | 'right';
  isDark: boolean;
  /** The words on the launcher: they name the frame, too. */
  launcher: string;
}

/** `visitorToken`: the session that the frame reports as its own. */
export type ChatStart = { state: 'ready'; visitorToken: string } | { state: 'failed'; reason: Reason };

export interface BridgeEvents {
  /** The chat was opened or closed, by us or from within the frame. */
  onToggle: (isOpen: boolean) => void;
  onUnread: (count: number) => void;
}

/** Chat in our words. Nothing but this folder knows that it is Chatwoot's SDK. */
export interface SdkBridge {
  /** Boots chat; when it answers `ready` the chat may be opened at once. A failed start leaves nothing behind. */
  start(address: ChatAddress, look: ChatLook): Promise<ChatStart>;
  /** Only after `ready`. */
  open(takesFocus: boolean): void;
  close(): void;
  /** Takes everything away; `start` may be called again. */
  tearDown(): void;
  /** False when the page has thrown the frame away, as routers do that replace the body. */
  isThere(): boolean;
}

const blocked = { state: 'failed', reason: 'blocked' } as const;
const refusedByPolicy = { state: 'failed', reason: 'csp' } as const;
const stallMs = 10_000;
// In the working case `loaded` follows the frame's own load event within 95 ms, on slow phones too.
const silenceMs = 1500;
const shortestSettleMs = 300;
const longestSettleMs = 2000;

/** What a press wants besides a box that takes typing. */
export function prepare({ frame }: Launcher, settings: WidgetSettings, nonce: string): void {
  followKeyboard(frame);
  preloadSdk(settings, nonce);
}

export function createSdkBridge(nonce: string, events: BridgeEvents): SdkBridge {
  const undo: (() => void)[] = [];

  function tearDown() {
    // Nothing of ours is there: a Chatwoot that the shop runs itself stays.
    if (!undo.length) return;
    for (const step of undo.splice(0)) step();
    tearDownSdk();
  }

  async function start(address: ChatAddress, look: ChatLook): Promise<ChatStart> {
    tearDown();
    // A Chatwoot that the shop runs itself: there is room for one on a page.
    if (window.$chatwoot) return blocked;
    const load = await loadSdk(address.baseUrl, nonce);
    if (load.state === 'failed') return load;
    const boot = await bootFrame(address, look);
    if (boot.state === 'failed') tearDown();
    return boot;
  }

  async function bootFrame(address: ChatAddress, look: ChatLook): Promise<ChatStart> {
    // It may have come while the script was loading.
    if (window.$chatwoot) return blocked;
    const startedAt = Date.now();
    const policy = watchPolicy(address.baseUrl);
    let resolveLoaded: (visitorToken: string) => void = () => {};
    const loaded = new Promise<string>((resolve) => {
      resolveLoaded = resolve;
    });
    undo.push(policy.stop, guardFrameMessages(new URL(address.baseUrl).origin, hear), listenToSdk());
    function hear(message: FrameMessage) {
      if ('config' in message) resolveLoaded(message.config.authToken);
      if ('unreadMessageCount' in message) events.onUnread(message.unreadMessageCount);
    }
    dropStaleSkipCookie(address.websiteToken, address.visitorToken, startedAt);
    window.chatwootSettings = settingsFor(look);
    const ready = once('chatwoot:ready');
    try {
      const { baseUrl, websiteToken } = address;
      undo.push(runBesidePage(() => window.chatwootSDK?.run({ baseUrl, websiteToken })));
    } catch {
      // It writes its styles as markup: where the page enforces Trusted Types that is the end of it.
      return refusedByPolicy;
    }
    if (areStylesRefused()) return refusedByPolicy;
    const frame = findFrame();
    if (!frame) return blocked;
    frame.title = look.launcher;
    const failure = frameFailure(frame).then((reason) => (policy.hasRefused() ? 'csp' : reason));
    const visitorToken = await Promise.race([loaded, failure.then(() => undefined)]);
    if (visitorToken === undefined) return { state: 'failed', reason: await failure };
    await ready;
    await settle(Date.now() - startedAt);
    return { state: 'ready', visitorToken };
  }

  function listenToSdk() {
    const opened = () => events.onToggle(true);
    const closed = () => events.onToggle(false);
    addEventListener('chatwoot:opened', opened);
    addEventListener('chatwoot:closed', closed);
    return () => {
      removeEventListener('chatwoot:opened', opened);
      removeEventListener('chatwoot:closed', closed);
    };
  }

  return {
    start,
    tearDown,
    open(takesFocus) {
      window.$chatwoot?.toggle('open');
      if (takesFocus) findFrame()?.focus();
    },
    close: () => window.$chatwoot?.toggle('close'),
    isThere: () => !!findFrame(),
  };
}

/** Without its styles the chat would be a bare frame at the end of the page. */
function areStylesRefused(): boolean {
  return document.querySelector<HTMLStyleElement>('#cw-widget-styles')?.sheet === null;
}

function settingsFor({ locale, position, isDark }: ChatLook): ChatwootSettings {
  return {
    hideMessageBubble: true,
    // It would open by itself over the page whenever something is unread; the count is on our launcher.
    showUnreadMessagesDialog: false,
    locale: locale.replace('-', '_'),
    position,
    darkMode: isDark ? 'dark' : 'light',
  };
}

/**
 * Resolves when the frame will not come to life. Its own load event fires on every ending, error pages included; only
 * a stall has none and needs the long timer.
 */
function frameFailure(frame: HTMLIFrameElement): Promise<Reason> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('timeout'), stallMs);
    const afterLoad = () => setTimeout(() => resolve(navigator.onLine ? 'blocked' : 'offline'), silenceMs);
    frame.addEventListener('load', afterLoad, { once: true });
  });
}

function once(name: 'chatwoot:ready'): Promise<void> {
  return new Promise((resolve) => addEventListener(name, () => resolve(), { once: true }));
}

/**
 * A chat opened in the moment of `ready` shows its home view: the frame has not fetched the messages yet, and nothing
 * tells when it has. One round trip is enough, and the boot that went before was at least three of them.
 */
function settle(bootMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(longestSettleMs, Math.max(shortestSettleMs, bootMs / 3)));
  });
}
