import { render } from 'preact';
import type { Reason } from '../../../contract/reasons.ts';
import type { ContactDetails } from '../../../contract/submissions.ts';
import { type Marker, writeMarker } from '../browser/marker.ts';
import type { Launcher } from '../launcher/launcher.ts';
import type { LoadChunk } from '../loader/chunks.ts';
import type { HeldText } from '../loader/hold-text.ts';
import type { Emit, SetOpen } from '../loader/public-api.ts';
import type { SessionOutcome } from '../session/ask-for-session.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { composerTexts as texts } from '../texts/composer-texts.ts';
import { adoptBox } from './adopt-box.ts';
import { ComposerView } from './ComposerView.tsx';
import { createChat } from './chat.ts';
import { createMessageLane } from './message-lane.ts';
import { openMessageStore } from './message-store.ts';
import { createMessageWriter } from './message-writer.ts';
import { isSettled, type SentMessage } from './sent-message.ts';
import { shouldTakeOver } from './should-take-over.ts';

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
  const write = createMessageWriter(deps.requestId, settings.locale);
  const { slot, isComposing } = adoptBox(launcher, { onSend: submit, onInput: keepDraft, onComposed: update });

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
    const { createSdkBridge, showOnLauncher } = await deps.loadChunk('bridge');
    return createSdkBridge(deps.nonce, showOnLauncher(launcher, deps.emit));
  }

  function askForSession() {
    const answer = firstAnswer ?? deps.ask();
    firstAnswer = undefined;
    return answer;
  }

  function submit() {
    const text = box.field.value.trim();
    if (!text) return;
    const visitorToken = chat.visitorToken ?? deps.readVisitorToken();
    const message = write(text, { visitorToken, contact, reason: reasonNow() });
    lane.add(message);
    box.field.value = '';
    database.putDraft('');
    setTimeout(stayUnlessDelivered, patienceMs, message.key);
    if (reasonNow() && !contact) askForContact(false);
  }

  function keepDraft() {
    database.putDraft(box.field.value);
    remember();
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
    const now = {
      isChatReady: chat.now.state === 'ready',
      hasConversation: chat.now.state === 'ready' && chat.now.hasConversation,
      isShown,
      text: box.field.value,
      isComposing: isComposing(),
      isInDetails: slot.contains(launcher.root.activeElement),
      messages: lane.messages,
      isStaying,
    };
    if (shouldTakeOver(now)) takeOver();
  }

  function takeOver() {
    if (chat.now.state !== 'ready') return;
    // Our server bound these to a session of its own: the chat must show that one, or they would be missing.
    const isElsewhere = lane.messages.some(({ body }) => body.requestId === deps.requestId && !body.visitorToken);
    if (isElsewhere && !chat.now.isFromServer) {
      isStaying = hasRejoined;
      if (!hasRejoined) chat.start();
      hasRejoined = true;
      return;
    }
    goOnInChat();
  }

  function draw() {
    const reason = reasonNow();
    const isAnswerable = lane.messages.some(({ state }) => state !== 'refused');
    render(
      <ComposerView
        messages={lane.messages}
        isWaiting={lane.isWaiting}
        areReferencesShown={isStaying || !!reason}
        contact={contact}
        isAskingForContact={isAnswerable && (isAskingForContact || (!!reason && !contact))}
        isEmailWrong={isEmailWrong}
        isChatOffered={isStaying && chat.now.state === 'ready'}
        onContact={saveContact}
        onChangeContact={() => askForContact(false)}
        onEdit={putBack}
        onChat={goOnInChat}
      />,
      slot,
    );
    slot.scrollTop = slot.scrollHeight;
    box.status.textContent = lane.isWaiting ? texts.waiting : reason ? texts.reasons[reason] : '';
  }

  /** Leaves a note for the next page exactly as long as something is not where it should be. */
  async function remember() {
    if (!isResumed) return;
    const isUnfinished = box.field.value !== '' || !lane.messages.every(isSettled);
    if (isUnfinished) return writeMarker(settings.storeKey, { isOpen: isShown });
    const ofOtherTabs = await database.messages();
    if (!ofOtherTabs.length && box.field.value === '') writeMarker(settings.storeKey, undefined);
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
    isEmailWrong = true;
    update();
  }

  function putBack(message: SentMessage) {
    box.field.value = [message.body.text, box.field.value].filter(Boolean).join('\n');
    box.field.focus();
    keepDraft();
    lane.drop(message);
  }

  function goOnInChat() {
    const { bridge } = chat;
    if (!bridge) return;
    isShown = false;
    deps.handOver((isOpen) => (isOpen ? bridge.open(true) : bridge.close()));
    // Focus goes along only if it was in the box.
    bridge.open(launcher.root.activeElement !== null);
    box.dialog.hidden = true;
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
    const [text] = await Promise.all([database.draft(), lane.resume()]);
    if (deps.marker && !box.field.value) box.field.value = text;
    contact ??= lane.messages.map((message) => message.contact ?? message.body.contact).find(Boolean);
    isResumed = true;
    database.putDraft(box.field.value);
    update();
  }

  addEventListener('online', () => {
    if (isShown && chat.now.state === 'unavailable') chat.start();
  });
  if (deps.held.isSent) submit();
  else if (box.field.value) database.putDraft(box.field.value);
  // Somebody has pressed, and may have closed the box again: chat is then there for the next press.
  if (firstAnswer) chat.start();
  resume();
  return { onShown };
}
