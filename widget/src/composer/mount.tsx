import { type Marker, readMarker, writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import { epochKey, readEpoch } from '../identity/epoch.ts';
import { noticeClearedCookies } from '../identity/notice-cleared-cookies.ts';
import { readPeriod } from '../identity/period-store.ts';
import type { Launcher } from '../launcher/launcher.ts';
import type { LoadChunk } from '../loader/chunks.ts';
import type { HeldText } from '../loader/hold-text.ts';
import type { Emit } from '../loader/public-api.ts';
import { readVisitorToken } from '../session/session-cookie.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { setTexts } from '../texts/current-texts.ts';
import type { TextPack } from '../texts/text-pack.ts';
import { adoptBox } from './adopt-box.ts';
import { startConversation } from './conversation.tsx';
import type * as Messages from './messages.ts';
import { createPageHold, noteKeyOf } from './page-hold.ts';

export interface ComposerDeps {
  settings: WidgetSettings;
  pack: TextPack;
  /** The chunk with all that is written down and sent. */
  messages: typeof Messages;
  nonce: string;
  /** What an earlier page left behind, if it did. */
  marker: Marker | null | undefined;
  /** When the box was first opened on this page, epoch milliseconds; 0 when it was not. */
  pressedAt: number;
  launcher: Launcher;
  held: HeldText;
  emit: Emit;
  /** Somebody has pressed, or a reply may be waiting: chat is to be there. */
  isAwake: boolean;
  loadChunk: LoadChunk;
  /** Where it draws, if that is not the launcher's box. */
  place?: string;
  /** Until then nothing is read from storage; undefined: there is something to be read. */
  isWanted?: Promise<unknown> | undefined;
  /** Takes everything off the page; what is unsent stays in this browser. */
  signal: AbortSignal;
}

export interface Composer {
  onShown(isShown: boolean): void;
  /**
   * Somebody else sits before this browser: nothing of the one before may be seen.
   * @param epoch of the new one
   * @param typed what they have typed already
   */
  changePerson(epoch: string, typed?: string): void;
  /** Who sits here is known now: chat that was asked for before is asked for anew. What is written stays. */
  renew(): void;
}

/** Takes over the first box as it stands, what is typed in it included, for as long as the page lives. */
export function mountComposer(deps: ComposerDeps): Composer {
  const { settings, launcher, pack, held, signal } = deps;
  const { box, button } = launcher;
  const { storeKey } = settings;
  const noteKey = noteKeyOf(storeKey, deps.place);
  const hold = createPageHold(storeKey, deps.place);
  noticeClearedCookies(launcher, storeKey);
  let epoch = readEpoch(storeKey);

  setTexts(pack);
  hold.hold();
  const adopted = adoptBox(launcher, settings, pack, () => conversation.update(), deps.place);
  let conversation = startConversation(deps, adopted, hold, epoch);

  /** @param next the epoch from now on; the same one: its person is known by now, and their chat is another */
  function changePerson(next: string, typed = '') {
    const isSuccessor = next !== epoch;
    const isOpen = button.ariaExpanded === 'true';
    const hadChat = conversation.hasChat();
    epoch = next;
    conversation.stop();
    // A new id, whatever a note says: under the old one our server would give out the session of the one before.
    // Only messages that wait for their writer's very first session keep theirs, and come along.
    if (isSuccessor || readVisitorToken()) launcher.requestId = uuid();
    launcher.session = undefined;
    if (isSuccessor) {
      box.field.value = typed;
      held.isSent &&= !!typed;
      if (launcher.identity) launcher.identity.outcome = undefined;
      forgetNoted();
    } else if (isOpen && box.dialog.hidden) {
      // The box stands in for the chat that was open, until that is there again.
      box.dialog.hidden = false;
      button.ariaExpanded = 'true';
      deps.emit('opened');
    }
    if (signal.aborted) return;
    // A customer's chat may have something new for them; nobody else is anybody yet.
    const isAwake = !box.dialog.hidden || (hadChat && !!readPeriod(storeKey).person);
    conversation = startConversation(
      { ...deps, marker: undefined, isWanted: undefined, isAwake },
      adopted,
      hold,
      epoch,
      isSuccessor,
    );
  }

  /** The loader of a page that comes back notes what is in its box before anybody looks whose it is. */
  function forgetNoted() {
    const { text, pageId, isSent, ...rest } = readMarker(noteKey) ?? {};
    if (text) writeMarker(noteKey, rest);
  }

  /** Another tab may have let somebody sign in or out. */
  function followPerson(): boolean {
    const now = readEpoch(storeKey);
    const isOther = now !== epoch;
    if (isOther) changePerson(now);
    return isOther;
  }

  addEventListener('online', () => conversation.onOnline(), { signal });
  // No key: the shop has wiped all that it stores, and with it who was here.
  addEventListener('storage', ({ key }) => (key ?? epochKey(storeKey)) === epochKey(storeKey) && followPerson(), {
    signal,
  });
  document.addEventListener('visibilitychange', () => conversation.onLeave(), { signal });
  addEventListener('pagehide', hold.letGo, { signal });
  addEventListener(
    'pageshow',
    ({ persisted }) => {
      hold.hold();
      if (persisted && !followPerson()) conversation.comeBack();
    },
    { signal },
  );

  signal.addEventListener('abort', () => {
    conversation.stop();
    hold.letGo();
  });

  return {
    onShown(isShown) {
      if (isShown) {
        deps.pressedAt ||= Date.now();
        launcher.followPage?.();
      }
      conversation.onShown(isShown);
    },
    changePerson,
    renew: () => conversation.hasChat() && changePerson(epoch),
  };
}
