import { requestIdOf } from '../browser/request-id.ts';
import type { ComposerDeps } from '../composer/mount.tsx';
import type { SentMessage } from '../composer/sent-message.ts';
import { readEpoch } from '../identity/epoch.ts';
import { tellOutcome } from '../identity/tell-outcome.ts';
import { createAnnouncer } from './announce-outcome.ts';
import { type Chat, createChat } from './chat.ts';
import { noteWritingInChat } from './note-writing-in-chat.ts';
import { prepare, sessionOf } from './prepare.ts';
import { createSdkBridge } from './sdk-bridge.ts';
import { type BoxNow, isElsewhere, shouldTakeOver } from './should-take-over.ts';
import { showOnLauncher } from './show-on-launcher.ts';
import { takePlace } from './take-place.ts';

export { prepare };

/** Chat, as the composer knows it. */
export interface ConnectedChat extends Chat {
  /**
   * Lets chat take the place of the box if nobody would lose a word by it.
   * @returns `stay`: chat is there, but the messages are in a session that it cannot show.
   */
  takeOver(box: Omit<BoxNow, 'hasConversation'>): 'taken' | 'stay' | 'not-now';
  /** Takes the place of the box because the shopper says so; what chat cannot be showing yet it fetches first. */
  goOn(messages: readonly SentMessage[]): Promise<void>;
  /** When somebody answers again, in the words of the page's language; empty when it is not known. */
  opens(): string;
  /** Tells our server of the outcome, now that somebody has pressed. */
  onPress(): void;
  /** Takes chat off the page; the launcher is the box's again. Nothing is told any more. */
  stop(): void;
}

/** @param onChange there is news of chat, or of the reason why there is none */
export function connectChat(page: ComposerDeps, onChange: () => void, makeBridge = createSdkBridge): ConnectedChat {
  const { settings, launcher, nonce, pack } = page;
  const { locale, storeKey, server } = settings;
  const store = `${server}/v1/stores/${storeKey}`;
  prepare(page);
  const requestId = requestIdOf(launcher, storeKey);
  const announce = createAnnouncer(page, store);
  const events = showOnLauncher(launcher, page.emit, pack.unread);
  const stopNoting = noteWritingInChat(storeKey, page.emit);
  let hasRejoined = false;
  let isStopped = false;
  let giveBack: (() => void) | undefined;

  const chat = createChat({
    settings,
    bridge: makeBridge(nonce, events),
    hasTalked: !!page.marker?.talkedAt,
    async askForSession() {
      const { session, epoch } = launcher;
      launcher.session = undefined;
      // What was asked for the one before is worth nothing: another tab may have let them sign out meanwhile.
      const isOurs = session && epoch === readEpoch(storeKey);
      const answer = await (isOurs ? session : sessionOf(launcher, settings));
      if (isStopped) throw Error('stopped');
      if (answer.state === 'ready') tellOutcome(page, answer.identity);
      return answer;
    },
    look: () => ({ ...settings, isDark: launcher.frame.classList.contains('dark') }),
    onChange() {
      if (isStopped) return;
      announce(chat.now);
      onChange();
    },
  });

  function takePlaceNow() {
    giveBack = takePlace(chat.bridge, page, chat.start);
  }

  async function goOn(messages: readonly SentMessage[]) {
    if (messages.some(isMissing)) await chat.refresh();
    // Whoever has begun to write meanwhile writes on.
    if (!isStopped && !launcher.box.field.value) takePlaceNow();
  }

  const isMissing = ({ body, deliveredAt }: SentMessage) => chat.bridge.mayMiss(body.text, deliveredAt);

  function stop() {
    isStopped = true;
    stopNoting();
    chat.bridge.tearDown();
    events.onUnread(0);
    giveBack?.();
    // What was open is gone. The focus may be in a field of the shop, and stays there.
    if (giveBack) events.onToggle(false);
  }

  function takeOver(box: Omit<BoxNow, 'hasConversation'>) {
    const { now, bridge, visitorToken } = chat;
    if (now.state !== 'ready' || !now.mayOpen || !shouldTakeOver({ ...box, ...now })) return 'not-now';
    if (!bridge.isThere()) {
      // The page has thrown the chat away with its body.
      chat.start();
      return 'not-now';
    }
    // The chat must show the session that the messages are in, or they would be missing.
    if (!now.isFromServer && isElsewhere(box.messages, requestId, visitorToken)) {
      if (hasRejoined) return 'stay';
      hasRejoined = true;
      chat.start();
      return 'not-now';
    }
    if (box.messages.some(isMissing)) {
      chat.refresh();
      return 'not-now';
    }
    takePlaceNow();
    return 'taken';
  }

  function opens() {
    const opensAt = chat.now.state === 'unavailable' && chat.now.opensAt;
    if (!opensAt) return '';
    // A weekday says enough for a week, then it would be another one.
    const isSoon = opensAt - Date.now() < 6 * 86_400_000;
    const day = isSoon ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const);
    const when = new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit' }).format(opensAt);
    return pack.opensAt(when);
  }

  return Object.assign(chat, { takeOver, goOn, opens, stop, onPress: () => announce(chat.now) });
}
