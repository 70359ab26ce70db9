import { render } from 'preact';
import { canStore, readMarker, writeMarker } from '../browser/marker.ts';
import { requestIdOf } from '../browser/request-id.ts';
import type { FilledIn } from '../form/filled-in.ts';
import { fromBody } from '../form/filled-in.ts';
import { noteWriting } from '../identity/last-written.ts';
import { ownVisitorToken } from '../session/session-note.ts';
import { texts } from '../texts/current-texts.ts';
import type { AdoptedBox } from './adopt-box.ts';
import { ComposerView } from './ComposerView.tsx';
import { createChatLink } from './chat-link.ts';
import { createFormLink } from './form-link.ts';
import type { MessageLane } from './message-lane.ts';
import type { FormDraft, MessageStore } from './message-store.ts';
import type { ComposerDeps } from './mount.tsx';
import { noteKeyOf, type PageHold } from './page-hold.ts';
import type { SentMessage } from './sent-message.ts';

/** All that one person writes on this page, from the first letter until it has arrived. */
export interface Conversation {
  /** Something about the box is not what it was. */
  update(): void;
  onShown(isShown: boolean): void;
  onOnline(): void;
  /** The page may be on its way out. */
  onLeave(): void;
  /** The page was away in the browser's memory, and other pages were at work meanwhile. */
  comeBack(): void;
  /** Chat was asked for. */
  hasChat(): boolean;
  /** What is unsent stays in this browser. */
  stop(): void;
}

/** A message that is not confirmed by then keeps the box where it is, with a reference to hold on to. */
const patienceMs = 10_000;

/** What can be done once the database has been read. */
interface Written {
  database: MessageStore;
  lane: MessageLane;
}

/**
 * @param epoch of the person at work
 * @param isSuccessor of another person on this very page
 */
export function startConversation(
  deps: ComposerDeps,
  adopted: AdoptedBox,
  hold: PageHold,
  epoch: string,
  isSuccessor = false,
): Conversation {
  const { settings, launcher, held, messages: chunk } = deps;
  const { box } = launcher;
  const { field } = box;
  const { storeKey, locale } = settings;
  const { status, slot, view } = adopted;
  const noteKey = noteKeyOf(storeKey, deps.place);
  const stopping = new AbortController();
  const { signal } = stopping;
  // One per page; its messages keep their order.
  const requestId = requestIdOf(launcher, storeKey);
  const claimSecret = chunk.claimSecretOf(launcher, storeKey);
  const store = `${settings.server}/v1/stores/${storeKey}`;
  const link = createChatLink(deps, signal, update);
  const formLink = createFormLink(deps, formPage, signal, update);
  let written: Written | undefined;
  let isStaying = false;
  let isDraftStored = false;
  let claimHash: string | undefined;
  let given: FilledIn | undefined;
  let formDraft: FormDraft = {};

  const messages = () => written?.lane.messages ?? [];
  const reason = () => (settings.chat ? link.reason() : 'chat-off');

  function submit() {
    const { form } = formLink;
    const text = field.value.trim();
    if (!written || signal.aborted) return;
    if (!text && !form?.hasFiles()) return form?.askForWords();
    if (reason() && formLink.isComing(submit)) return;
    const filledIn = reason() && form ? form.read() : given;
    if (filledIn === 'missing') return;
    given = filledIn;
    if (text) send(text);
    for (const file of form?.takeFiles() ?? []) send(file.name, file);
    // A file carries nothing beside it, and what went before has gone without.
    if (given) written.lane.addContact(given);
    field.value = '';
    keepDraft();
  }

  function send(text: string, file?: File) {
    if (!written) return;
    const { lane } = written;
    const visitorToken = link.chat?.visitorToken ?? ownVisitorToken(storeKey);
    const checks = file ? undefined : formLink.form?.checks();
    const known = { requestId, locale, visitorToken, reason: reason(), checks, claimHash, given, cart: launcher.cart };
    const message = chunk.writeMessage(text, known, lane.messages);
    // A reply to a form comes by mail.
    if (settings.chat) writeMarker(noteKey, { ...readMarker(noteKey), talkedAt: Date.now() });
    lane.add({ ...message, file });
    deps.emit('sent', 'box');
    const timer = setTimeout(stayUnlessDelivered, patienceMs, message.key);
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  function formPage() {
    return { ...deps, slot, store, draft: formDraft, onSave: saveContact, keepDraft: keepForm };
  }

  function keepForm<Part extends keyof FormDraft>(part: Part, draft: FormDraft[Part] | undefined) {
    formDraft = { ...formDraft, [part]: draft };
    written?.database.putForm(part, draft);
    remember();
  }

  function keepDraft() {
    if (signal.aborted) return;
    storeDraft();
    noteWriting(storeKey);
    remember();
    // The way to the chat is offered only while nothing would be left behind.
    if (isStaying) draw();
  }

  async function storeDraft() {
    isDraftStored = !!(await written?.database.putDraft(field.value));
  }

  function stayUnlessDelivered(key: string) {
    const message = messages().find((other) => other.key === key);
    if (!message || message.state === 'delivered') return;
    isStaying = true;
    update();
  }

  function update() {
    if (signal.aborted) return;
    draw();
    remember();
    if (written) takeOverIfPossible();
  }

  function takeOverIfPossible() {
    const outcome = link.chat?.takeOver({
      isShown: !box.dialog.hidden,
      text: field.value,
      isComposing: adopted.isComposing(),
      isInDetails: !!formLink.form?.isInUse(launcher.root.activeElement),
      messages: messages(),
      isStaying,
    });
    if (outcome === 'stay') isStaying = true;
    if (outcome === 'taken') remember();
  }

  function draw() {
    const why = reason();
    const isWaiting = !!written?.lane.isWaiting;
    const isKept = isWaiting && messages().some(({ state }) => state === 'kept');
    if (why && (written || deps.isWanted)) formLink.start();
    formLink.form?.update({
      given,
      isDue: !!why,
      isAnswerable: messages().some(({ state }) => state !== 'refused'),
      isVerified: launcher.identity?.outcome === 'verified',
    });
    render(
      <ComposerView
        messages={messages()}
        isWaiting={isWaiting}
        areReferencesShown={isStaying || !!why}
        isChatOffered={isStaying && link.canGoOn() && !field.value}
        onEdit={putBack}
        onChat={goOnInChat}
      />,
      view,
    );
    // Whoever fills something in is not to be moved.
    if (!slot.contains(launcher.root.activeElement)) slot.scrollTop = slot.scrollHeight;
    status.textContent = isKept ? texts.waiting : why ? `${texts.reasons[why]} ${link.chat?.opens() ?? ''}` : '';
  }

  function remember() {
    if (written) chunk.leaveNote(noteKey, { ...written, box, storeKey, requestId, claimSecret, formDraft, signal });
  }

  function saveContact(filledIn: FilledIn | undefined) {
    given = filledIn;
    if (!given) return;
    written?.lane.addContact(given);
    field.focus();
    update();
  }

  function putBack(message: SentMessage) {
    if (message.file) return written?.lane.drop(message);
    field.value = [message.body.text, field.value].filter(Boolean).join('\n');
    field.focus();
    keepDraft();
    written?.lane.drop(message);
  }

  async function goOnInChat() {
    await link.goOn(messages());
    remember();
  }

  /** Until then the loader looks after the box, and writes down in its marker what becomes of it. */
  async function resume() {
    box.onSend = () => {
      held.isSent = true;
    };
    await deps.isWanted;
    // What is stored may be of somebody else.
    await launcher.identity?.asked;
    if (signal.aborted) return;
    const database = chunk.openMessageStore(storeKey, epoch, hold.id);
    const forgetOthers = () => chunk.forgetOthers(storeKey, epoch);
    claimHash = await chunk.claimHashOf(claimSecret);
    if (isSuccessor) await forgetOthers();
    const lane = chunk.createMessageLane({
      store,
      database,
      signal,
      forgetOthers,
      onChange: update,
      loadChunk: deps.loadChunk,
      onContactRefused() {
        given = undefined;
        formLink.form?.refuse();
      },
    });
    const [taken] = await Promise.all([
      deps.marker && chunk.takeDrafts(storeKey, epoch, deps.marker, hold.id),
      lane.resume(),
    ]);
    if (signal.aborted) return;
    written = { database, lane };
    given ??= lane.messages.map((message) => message.contact ?? fromBody(message.body)).find(Boolean);
    formDraft = { ...taken?.form, ...formDraft };
    for (const part of ['values', 'files'] as const) if (formDraft[part]) keepForm(part, formDraft[part]);
    box.onSend = submit;
    field.oninput = keepDraft;
    held.isOver = true;
    if (field.value !== (deps.marker?.text ?? '')) noteWriting(storeKey);
    if (taken?.isNoteOfOthers && field.value === deps.marker?.text) field.value = '';
    if (held.isSent) sendHeld();
    held.isSent = false;
    // Whoever types meanwhile must not lose a letter, nor the place in the text.
    if (taken?.drafts[0])
      launcher.earlierText = field.value = [...taken.drafts, field.value].filter(Boolean).join('\n');
    storeDraft();
    update();
  }

  /** Another page that found the same marker may have sent it already; each says so before it does. */
  function sendHeld() {
    if (!deps.marker?.isSent || !canStore() || readMarker(noteKey)?.isSent) submit();
    else field.value = '';
  }

  // Somebody has pressed, and may have closed the box again: chat is then there for the next press.
  if (deps.isAwake) link.start();
  resume();
  draw();
  return {
    update,
    onShown(isShown) {
      if (isShown) {
        isStaying = false;
        // What could not be had at the last press may be there at this one.
        if (link.chat?.now.state === 'ready') link.chat.onPress();
        else link.start();
      }
      update();
    },
    onOnline() {
      if (!box.dialog.hidden && link.reason()) link.start();
    },
    onLeave() {
      // The loader has noted what is in the box.
      const note = readMarker(noteKey);
      if (note && field.value) writeMarker(noteKey, { ...note, pageId: hold.id });
    },
    async comeBack() {
      if (!written) return;
      const isTaken = isDraftStored && (await chunk.hasOtherTaken(storeKey, epoch, hold.id));
      if (isTaken) {
        // What the page between has not sent is this page's again.
        const note = readMarker(noteKey) ?? {};
        const { drafts, isNoteOfOthers } = await chunk.takeDrafts(storeKey, epoch, note, hold.id);
        if (signal.aborted) return;
        field.value = [...drafts, isNoteOfOthers ? '' : note.text].filter(Boolean).join('\n');
        storeDraft();
      }
      await written.lane.resume();
      if (signal.aborted) return;
      if (link.reason()) link.start();
      update();
    },
    hasChat: () => link.isWanted,
    stop() {
      stopping.abort();
      link.chat?.stop();
      render(null, view);
    },
  };
}
