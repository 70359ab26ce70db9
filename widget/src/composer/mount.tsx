import { render } from 'preact';
import type { Reason } from '../../../contract/reasons.ts';
import type { ContactDetails } from '../../../contract/submissions.ts';
import { canStore, type Marker, readMarker, writeMarker } from '../browser/marker.ts';
import type { Launcher } from '../launcher/launcher.ts';
import type { LoadChunk } from '../loader/chunks.ts';
import type { HeldText } from '../loader/hold-text.ts';
import type { Emit, SetOpen } from '../loader/public-api.ts';
import type * as BridgeChunk from '../sdk-bridge/sdk-bridge.ts';
import type { SessionOutcome } from '../session/ask-for-session.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { composerTexts as texts } from '../texts/composer-texts.ts';
import { adoptBox } from './adopt-box.ts';
import { ComposerView } from './ComposerView.tsx';
import { createChat } from './chat.ts';
import { createMessageLane } from './message-lane.ts';
import { openMessageStore } from './message-store.ts';
import { writeMessage } from './message-writer.ts';
import { isSettled, type SentMessage } from './sent-message.ts';

export interface ComposerDeps {
  settings: WidgetSettings;
  /** Address of the store on our server, without a slash at the end. */
  store: string;
  nonce: string;
  /** One per page; its messages keep their order. */
  requestId: string;
  /** What an earlier page left behind, if it did. */
  marker: Marker | undefined;
  launcher: Launcher;
  held: HeldText;
  emit: Emit;
  /** Asked at the press, before we came. */
  firstAnswer: Promise<SessionOutcome> | undefined;
  ask(): Promise<SessionOutcome>;
  /** The session of this browser, asked for or not. */
  readVisitorToken(): string | undefined;
  loadChunk: LoadChunk;
  /** Works the box, as long as nothing else is handed over to. */
  setOpen: SetOpen;
  handOver(setOpen: SetOpen): void;
}

export interface Composer {
  onShown(isShown: boolean): void;
}

/** A message that is not confirmed by then keeps the box where it is, with a reference to hold on to. */
const patienceMs = 10_000;

/** Takes over the first box as it stands, what is typed in it included, and sees every message to its end. */
export function mountComposer(deps: ComposerDeps): Composer {
  const { settings, launcher } = deps;
  const { box } = launcher;
  const database = openMessageStore(settings.storeKey);
  const lane = createMessageLane({ store: deps.store, database, onChange: update, onContactRefused });
  const chat = createChat({
    settings,
    askForSession,
    makeBridge,
    look: () => ({ ...settings, isDark: launcher.frame.classList.contains('dark') }),
    onChange: onChatChange,
  });
  const { slot, isComposing } = adoptBox(launcher, update);

  let bridgeChunk: typeof BridgeChunk | undefined;
  let { firstAnswer } = deps;
  let isShown = !box.dialog.hidden;
  let isResumed = false;
  let isStaying = false;
  let hasRejoined = false;
  let contact: ContactDetails | undefined;
  let isAskingForContact = false;
  let isEmailWrong = false;
  let announced: Reason | undefined;

  async function makeBridge() {
    bridgeChunk = await deps.loadChunk('bridge');
    return bridgeChunk.createSdkBridge(deps.nonce, bridgeChunk.showOnLauncher(launcher, deps.emit));
  }

  function askForSession() {
    const answer = firstAnswer ?? deps.ask();
    firstAnswer = undefined;
    return answer;
  }

  function submit() {
    const text = box.field.value.trim();
    if (!text) return;
    const { requestId } = deps;
    const visitorToken = chat.visitorToken ?? deps.readVisitorToken();
    const known = { requestId, locale: settings.locale, visitorToken, contact, reason: reasonNow() };
    const message = writeMessage(text, known, lane.messages);
    lane.add(message);
    box.field.value = '';
    keepDraft();
    setTimeout(stayUnlessDelivered, patienceMs, message.key);
  }

  function keepDraft() {
    database.putDraft(box.field.value);
    remember();
    // The way to the chat is offered only while nothing would be left behind.
    if (isStaying) draw();
  }

  function stayUnlessDelivered(key: string) {
    const message = lane.messages.find((other) => other.key === key);
    if (!message || message.state === 'delivered') return;
    isStaying = true;
    update();
  }

  function onChatChange() {
    const reason = reasonNow();
    if (reason && reason !== announced) {
      console.info(`storefront-chat: no live chat (${reason})`);
      deps.emit('unavailable', reason);
    }
    if (chat.now.state === 'ready') deps.emit('ready');
    announced = reason;
    update();
  }

  const reasonNow = () => (chat.now.state === 'unavailable' ? chat.now.reason : undefined);

  function update() {
    draw();
    remember();
    takeOverIfPossible();
  }

  function takeOverIfPossible() {
    if (!isResumed || chat.now.state !== 'ready' || !bridgeChunk) return;
    const { messages } = lane;
    const now = {
      hasConversation: chat.now.hasConversation,
      isShown,
      text: box.field.value,
      isComposing: isComposing(),
      isInDetails:
        slot.contains(launcher.root.activeElement) || [...slot.querySelectorAll('input')].some(({ value }) => value),
      messages,
      isStaying,
    };
    if (!bridgeChunk.shouldTakeOver(now)) return;
    // The chat must show the session that the messages are in, or they would be missing.
    if (!chat.now.isFromServer && bridgeChunk.isElsewhere(messages, deps.requestId, chat.visitorToken)) {
      isStaying = hasRejoined;
      if (!hasRejoined) chat.start();
      hasRejoined = true;
      return;
    }
    goOnInChat();
  }

  function draw() {
    const reason = reasonNow();
    const isKept = lane.isWaiting && lane.messages.some(({ state }) => state === 'kept');
    const isAnswerable = lane.messages.some(({ state }) => state !== 'refused');
    // Once asked it stays asked: the form must not go while it is being filled in.
    isAskingForContact ||= isAnswerable && !!reason && !contact;
    render(
      <ComposerView
        messages={lane.messages}
        isWaiting={lane.isWaiting}
        areReferencesShown={isStaying || !!reason}
        contact={contact}
        isAskingForContact={isAnswerable && isAskingForContact}
        isEmailWrong={isEmailWrong}
        isChatOffered={isStaying && chat.now.state === 'ready' && !box.field.value}
        onContact={saveContact}
        onChangeContact={() => askForContact(false)}
        onEdit={putBack}
        onChat={goOnInChat}
      />,
      slot,
    );
    slot.scrollTop = slot.scrollHeight;
    box.status.textContent = isKept ? texts.waiting : reason ? texts.reasons[reason] : '';
  }

  /** Leaves a note for the next page exactly as long as something is not where it should be. */
  async function remember() {
    if (!isResumed) return;
    const open = lane.messages.filter((message) => !isSettled(message));
    if (box.field.value || open.length) {
      // Only the session asked for under the same id will be the one that our server binds these to.
      const isUnbound = open.some(({ body }) => body.requestId === deps.requestId && !body.visitorToken);
      return writeMarker(settings.storeKey, { isOpen: isShown, requestId: isUnbound ? deps.requestId : undefined });
    }
    const [draft, messages] = await Promise.all([database.draft(), database.messages()]);
    // Other tabs have drafts and messages, too.
    if (!draft && !messages.length && !box.field.value) writeMarker(settings.storeKey, undefined);
  }

  function saveContact(given: ContactDetails | undefined) {
    if (!given) return askForContact(true);
    contact = given;
    isAskingForContact = false;
    lane.addContact(given);
    box.field.focus();
    update();
  }

  /** Only ever in answer to something that the shopper did: the focus goes there. */
  function askForContact(isWrong: boolean) {
    isAskingForContact = true;
    isEmailWrong = isWrong;
    update();
    slot.querySelector('input')?.focus();
  }

  function onContactRefused() {
    contact = undefined;
    isAskingForContact = isEmailWrong = true;
    update();
  }

  function putBack(message: SentMessage) {
    box.field.value = [message.body.text, box.field.value].filter(Boolean).join('\n');
    box.field.focus();
    keepDraft();
    lane.drop(message);
  }

  function goOnInChat() {
    if (!chat.bridge || !bridgeChunk) return;
    isShown = false;
    bridgeChunk.takePlace(chat.bridge, deps, chat.start);
    remember();
  }

  function onShown(shown: boolean) {
    isShown = shown;
    if (shown) {
      isStaying = false;
      // What could not be had at the last press may be there at this one.
      if (chat.now.state !== 'ready') chat.start();
    }
    update();
  }

  async function resume() {
    const { field } = box;
    const [draft] = await Promise.all([database.draft(), lane.resume()]);
    contact ??= lane.messages.map((message) => message.contact ?? message.body.contact).find(Boolean);
    // Until now the loader has looked after the box, and written down in its marker what became of it.
    Object.assign(box, { onSend: submit, onInput: keepDraft });
    isResumed = true;
    if (deps.held.isSent) sendHeld();
    if (deps.marker && draft) field.value = [draft, field.value].filter(Boolean).join('\n');
    // An empty box is no reason to forget what another tab has written.
    if (field.value) database.putDraft(field.value);
    update();
  }

  /** Another page that found the same marker may have sent it already; each says so before it does. */
  function sendHeld() {
    if (!canStore() || readMarker(settings.storeKey)?.isSent) submit();
    else box.field.value = '';
  }

  addEventListener('online', () => {
    if (isShown && chat.now.state === 'unavailable') chat.start();
  });
  // Somebody has pressed, and may have closed the box again: chat is then there for the next press.
  if (firstAnswer) chat.start();
  resume();
  return { onShown };
}
