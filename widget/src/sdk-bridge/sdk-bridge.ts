import type { Reason } from '../../../contract/reasons.ts';
import { dropSkipNotes, forgetPerson, holdSession } from './chat-cookies.ts';
import {
  areStylesRefused,
  frameFailure,
  isSessionIn,
  once,
  putSessionIn,
  sessionIn,
  settle,
  stallMs,
  wait,
} from './frame-life.ts';
import { type FrameMessage, findFrame, guardFrameMessages, runBesidePage } from './frame-messages.ts';
import { type ChatUser, type Identification, identifyShopper } from './identify-shopper.ts';
import { loadSdk } from './load-sdk.ts';
import { tearDownSdk } from './tear-down.ts';
import { watchPolicy } from './watch-policy.ts';

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
  /** Boots chat. A failed start leaves nothing behind. */
  start(address: ChatAddress, look: ChatLook): Promise<ChatStart>;
  /** Resolves when a chat that is ready has had the time to fetch its messages: opened before, it shows its home view. */
  settled(): Promise<void>;
  /**
   * Whether chat cannot be showing a message. It fetches them when it loads and hears of those that come after its
   * socket is up; one that came in between shows only when it loads again.
   * @param deliveredAt when it was known to be there. Epoch milliseconds.
   */
  mayMiss(text: string, deliveredAt?: number): boolean;
  /** Loads the frame anew. Resolves like `settled`. */
  refresh(): Promise<void>;
  /** Before it is `settled` it does nothing: an empty panel would lie over the page, or the home view be shown. */
  open(takesFocus: boolean): void;
  close(): void;
  /** Takes everything away; `start` may be called again. */
  tearDown(): void;
  /** False when the page has thrown the frame away, as routers do that replace the body. */
  isThere(): boolean;
}

/** Chat that also knows who is chatting. */
export interface PersonalBridge extends SdkBridge {
  /** Waits for a start that is under way. Another person on the same page needs a `reset` first. */
  identify(identifier: string | number, user: ChatUser): Promise<Identification>;
  /**
   * Adds to what was set before on this page. What others have set on the conversation is lost: Chatwoot replaces.
   * @returns false when there is no chat; what was set goes along the next time.
   */
  setConversationAttributes(attributes: Record<string, unknown>): Promise<boolean>;
  /** The shopper is somebody else now: takes everything away, sessions in cookies included. Then ask for a session. */
  reset(): void;
}

const blocked = { state: 'failed', reason: 'blocked' } as const;
const refusedByPolicy = { state: 'failed', reason: 'csp' } as const;

export function createSdkBridge(nonce: string, events: BridgeEvents): PersonalBridge {
  const undo: (() => void)[] = [];
  let starting: Promise<ChatStart> | undefined;
  let isReady = false;
  let isSettled = false;
  let settled: Promise<void> = Promise.resolve();
  // A start that was overtaken by another, or by a tear-down, must touch nothing any more.
  let round = 0;
  let session = '';
  let loadedAt = 0;
  let heard: unknown[] = [];
  let person: string | undefined;
  let attributes: Record<string, unknown> = {};
  let onLoaded: (visitorToken: string) => void = () => {};

  function tearDown() {
    round++;
    starting = undefined;
    isReady = isSettled = false;
    clear();
  }

  function clear() {
    // Nothing of ours is there: a Chatwoot that the shop runs itself stays.
    if (!undo.length) return;
    for (const step of undo.splice(0)) step();
    tearDownSdk();
  }

  async function boot(address: ChatAddress, look: ChatLook): Promise<ChatStart> {
    // A Chatwoot that the shop runs itself: there is room for one on a page.
    if (window.$chatwoot) return blocked;
    const mine = round;
    const load = await loadSdk(address.baseUrl, nonce);
    if (load.state === 'failed') return load;
    return mine === round ? bootFrame(address, look) : blocked;
  }

  async function bootFrame(address: ChatAddress, look: ChatLook): Promise<ChatStart> {
    // It may have come while the script was loading.
    if (window.$chatwoot) return blocked;
    const mine = round;
    const startedAt = Date.now();
    const { baseUrl, websiteToken } = address;
    const policy = watchPolicy(baseUrl);
    undo.push(policy.stop, guardFrameMessages(new URL(baseUrl).origin, hear), listenToSdk());
    if (address.visitorToken) holdSession(address.visitorToken);
    dropSkipNotes();
    window.chatwootSettings = settingsFor(look);
    const ready = once('chatwoot:ready');
    try {
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
    const own = await Promise.race([nextLoaded(), failure.then(() => undefined)]);
    if (own === undefined) {
      if (mine !== round || frame.isConnected) return { state: 'failed', reason: await failure };
      // The page has thrown it away with its body.
      clear();
      return boot(address, look);
    }
    await ready;
    // Without cookies, or without our server, the frame came as a stranger.
    const wanted = sessionIn(frame) ? own : (address.visitorToken ?? own);
    if (!(await bringSession(frame, wanted))) return { state: 'failed', reason: 'timeout' };
    settled = settle(Date.now() - startedAt).then(() => {
      if (mine === round) isSettled = true;
    });
    return { state: 'ready', visitorToken: session };
  }

  const nextLoaded = () =>
    new Promise<string>((resolve) => {
      onLoaded = resolve;
    });

  /**
   * A frame that is moved, as Turbo and Astro do, reloads from its address: the session has to be in there, or the
   * conversation is gone.
   */
  async function bringSession(frame: HTMLIFrameElement, visitorToken: string): Promise<boolean> {
    session = visitorToken;
    if (isSessionIn(frame, visitorToken)) return true;
    const loaded = nextLoaded();
    putSessionIn(frame, visitorToken);
    return Promise.race([loaded.then(() => true), wait(stallMs).then(() => false)]);
  }

  function hear(message: FrameMessage) {
    if (message.event === 'loaded') {
      loadedAt = Date.now();
      heard = [];
      onLoaded(message.config.authToken);
      if (isReady) showAgain();
    }
    if (message.event === 'handleNotificationDot') events.onUnread(message.unreadMessageCount);
    // The person is another one, but the socket still brings what is written to the one before.
    if (message.event === 'setAuthCookie') changeSession(message.data.widgetAuthToken);
  }

  /** The page has moved an open frame: it has loaded anew and would show its home view. */
  async function showAgain() {
    await settle(0);
    if (!window.$chatwoot?.isOpen) return;
    liveChat()?.toggle('close');
    liveChat()?.toggle('open');
  }

  async function changeSession(visitorToken: string) {
    const frame = findFrame();
    if (!frame) return;
    // The frame forgets that it was open.
    liveChat()?.toggle('close');
    isReady = false;
    const mine = round;
    const startedAt = Date.now();
    const isAlive = await bringSession(frame, visitorToken);
    await settle(Date.now() - startedAt);
    if (mine === round) isReady = isAlive;
  }

  function listenToSdk() {
    const opened = () => events.onToggle(true);
    const closed = () => events.onToggle(false);
    const onMessage = ({ detail }: WindowEventMap['chatwoot:on-message']) => heard.push(detail?.content);
    addEventListener('chatwoot:opened', opened);
    addEventListener('chatwoot:closed', closed);
    addEventListener('chatwoot:on-message', onMessage);
    return () => {
      removeEventListener('chatwoot:opened', opened);
      removeEventListener('chatwoot:closed', closed);
      removeEventListener('chatwoot:on-message', onMessage);
    };
  }

  /** The SDK's methods throw when the page has thrown the frame away. */
  const liveChat = () => (isReady && findFrame() ? window.$chatwoot : undefined);

  return {
    start(address, look) {
      tearDown();
      const mine = round;
      starting = boot(address, look).then((outcome) => {
        if (mine !== round) return outcome;
        isReady = outcome.state === 'ready';
        if (!isReady) tearDown();
        return outcome;
      });
      return starting;
    },
    tearDown,
    settled: () => settled,
    mayMiss: (text, deliveredAt = 0) => deliveredAt > loadedAt && !heard.includes(text),
    async refresh() {
      const frame = findFrame();
      const mine = round;
      const startedAt = Date.now();
      isSettled = false;
      const loaded = nextLoaded();
      // Its address set anew would be a step in the page's history.
      frame?.contentWindow?.location.replace(frame.src);
      await Promise.race([loaded, wait(stallMs)]);
      await settle(Date.now() - startedAt);
      if (mine === round) isSettled = true;
    },
    open(takesFocus) {
      const chat = isSettled ? liveChat() : undefined;
      chat?.toggle('open');
      if (chat && takesFocus) findFrame()?.focus();
    },
    close: () => liveChat()?.toggle('close'),
    async identify(identifier, user) {
      await starting;
      if (!liveChat()) return { state: 'refused', reason: 'no-chat' };
      // A number is never the same person twice.
      const wanted = `${identifier}`;
      person ??= wanted;
      if (person !== wanted) return { state: 'refused', reason: 'someone-else' };
      const refusal = await identifyShopper(wanted, user);
      if (!refusal) return { state: 'sent', visitorToken: session };
      person = undefined;
      return refusal;
    },
    async setConversationAttributes(added) {
      Object.assign(attributes, added);
      await starting;
      const chat = liveChat();
      if (chat && Object.keys(attributes).length) chat.setConversationCustomAttributes(attributes);
      return !!chat;
    },
    reset() {
      tearDown();
      forgetPerson();
      person = undefined;
      attributes = {};
    },
    isThere: () => !!findFrame(),
  };
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
