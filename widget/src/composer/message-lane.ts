import type { SubmissionAnswer } from '../../../contract/submissions.ts';
import { inTurn } from '../browser/in-turn.ts';
import { lineReturns } from '../browser/line-returns.ts';
import { pageIsVisible } from '../browser/page-is-visible.ts';
import { isWorthRetrying, type JsonAnswer, requestJson } from '../browser/request-json.ts';
import { type FilledIn, fromBody } from '../form/filled-in.ts';
import type { LoadChunk } from '../loader/chunks.ts';
import type { MessageStore } from './message-store.ts';
import { isSettled, nobody, type SentMessage } from './sent-message.ts';

/** The one way of a message from the box to our server: written down, then sent, one after the other. */
export interface MessageLane {
  /** Of the person at work now. What an earlier one left unsent goes out first, and is never shown. */
  readonly messages: readonly SentMessage[];
  /** Whatever has not come to its end, of whomever. */
  unsettled(): SentMessage[];
  /** Takes over what earlier pages of this browser left behind. */
  resume(): Promise<void>;
  add(message: FreshMessage): Promise<void>;
  /** Adds to every message what was filled in after it. */
  addContact(filledIn: FilledIn): void;
  /** Forgets a message that was refused. */
  drop(message: SentMessage): void;
  /** True while the last try found no server. */
  readonly isWaiting: boolean;
}

type FreshMessage = Pick<SentMessage, 'key' | 'body' | 'file'>;

export interface LaneDeps {
  /** Address of the store on our server. */
  store: string;
  database: MessageStore;
  onChange: () => void;
  /** Our server does not take the address; it is to be asked for again. */
  onContactRefused: () => void;
  /** Makes what an earlier person has left unsent nobody's. */
  forgetOthers: () => Promise<unknown>;
  /** Files and proofs of work are sent by chunks of their own. */
  loadChunk: LoadChunk;
  /** Stops it: what is under way is left to the database. */
  signal: AbortSignal;
}

/** Our server wants proof that a computer has taken some trouble. */
const workNeeded = 428;

const firstRetryMs = 1000;
const longestRetryMs = 30_000;
const firstLookMs = 250;
const longestLookMs = 5000;

export function createMessageLane(deps: LaneDeps): MessageLane {
  const { store, database, onChange, onContactRefused, forgetOthers, loadChunk, signal } = deps;
  const lane = { messages: [] as SentMessage[], isWaiting: false, unsettled, resume, add, addContact, drop };
  let orphans: SentMessage[] = [];
  let isSending = false;
  let isLooking = false;
  let lookMs = firstLookMs;

  async function update(message: SentMessage, change: Partial<SentMessage>) {
    Object.assign(message, change);
    const isOver = isSettled(message);
    if (isOver) orphans = orphans.filter((orphan) => orphan !== message);
    await (isOver ? database.remove(message) : database.put(message));
    onChange();
  }

  function unsettled() {
    return [...orphans, ...lane.messages].filter((message) => !isSettled(message));
  }

  /** @returns false when it is to be tried again later. */
  async function submit(message: SentMessage): Promise<boolean> {
    const { key } = message;
    const answer = await inTurn(`${store} ${key}`, async () => {
      const known = message.isStored ? await database.find(key) : undefined;
      // Another tab was faster.
      return known && known.state !== 'kept' ? { status: 202, body: answerIn(known) } : post(message);
    });
    // The person may have signed out meanwhile: what is not our server's goes on without them.
    if (signal.aborted) return true;
    const isTaken = answer.status < 300;
    // What says yes without an answer of ours is not our server: a login page of a hotel, say.
    if (isWorthRetrying(answer.status) || answer.status === workNeeded || (isTaken && !stateIn(answer))) return false;
    await update(message, isTaken ? (answer.body as SubmissionAnswer) : { state: 'refused' });
    lookMs = firstLookMs;
    look();
    return true;
  }

  async function post(message: SentMessage): Promise<JsonAnswer> {
    const { key, body, file } = message;
    try {
      if (file) {
        const { uploadFile } = await loadChunk('form');
        return await uploadFile(store, { ...message, file }, (progress) => {
          message.progress = progress;
          onChange();
        });
      }
      const send = () => requestJson('POST', `${store}/submissions`, body, { 'idempotency-key': key });
      const answer = await send();
      if (answer.status !== workNeeded) return answer;
      const { solveWorkOf } = await loadChunk('work');
      // Nothing of this message was taken: it may still change.
      body.checks = { ...body.checks, work: await solveWorkOf(store) };
      await database.put(message);
      return await send();
    } catch {
      // The chunk cannot be had; the message is kept.
      return { status: 0, body: undefined };
    }
  }

  async function submitContact(message: SentMessage, contact: FilledIn): Promise<boolean> {
    const { isReceived: _, ...changes } = { isReceived: false, ...contact };
    const { status } = await requestJson('PUT', `${store}/submissions/${message.id}/contact`, changes);
    if (signal.aborted || isWorthRetrying(status)) return false;
    const isReceived = status < 300;
    await update(message, { contact: isReceived ? { ...contact, isReceived } : undefined });
    if (!isReceived) onContactRefused();
    return true;
  }

  function nextStep(): (() => Promise<boolean>) | undefined {
    for (const message of unsettled()) {
      const { state, contact, id } = message;
      if (state === 'kept') return () => submit(message);
      if (id && contact && !contact.isReceived) return () => submitContact(message, contact);
    }
    return undefined;
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    let waitMs = firstRetryMs;
    for (let step = nextStep(); step; step = nextStep()) {
      const isDone = await step();
      if (signal.aborted) return;
      lane.isWaiting = !isDone;
      onChange();
      if (isDone) waitMs = firstRetryMs;
      else {
        await lineReturns(waitMs, signal);
        if (signal.aborted) return;
        waitMs = Math.min(waitMs * 2, longestRetryMs);
      }
    }
    isSending = false;
  }

  /** Asks for what became of the messages our server has, until all are settled. */
  async function look() {
    if (isLooking) return;
    isLooking = true;
    for (let open = received(); open.length; open = received()) {
      await lineReturns(lookMs, signal);
      await pageIsVisible(signal);
      if (signal.aborted) return;
      lookMs = Math.min(lookMs * 1.5, longestLookMs);
      await Promise.all(open.map(lookAt));
    }
    isLooking = false;
  }

  function drop(message: SentMessage) {
    lane.messages = lane.messages.filter((other) => other !== message);
    database.remove(message);
    onChange();
  }

  const received = () => lane.messages.filter(({ state }) => state === 'received');

  async function lookAt(message: SentMessage) {
    const answer = await requestJson('GET', `${store}/submissions/${message.id}`);
    if (signal.aborted) return;
    const state = stateIn(answer);
    if (state && state !== message.state) {
      await update(message, { state, ...(state === 'delivered' && { deliveredAt: Date.now() }) });
    }
    if (answer.status === 404) {
      // Older than our server's memory: nothing more is to be learned.
      drop(message);
    }
  }

  async function resume() {
    let earlier = await database.messages();
    // Others are now those of the next person.
    if (signal.aborted) return;
    if (earlier.some(({ epoch }) => epoch !== database.epoch && epoch !== nobody)) {
      await forgetOthers();
      earlier = await database.messages();
    }
    const known = [...orphans, ...lane.messages].map(({ key }) => key);
    const fresh = earlier.filter(({ key }) => !known.includes(key));
    orphans.push(...fresh.filter(({ epoch }) => epoch === nobody));
    lane.messages.unshift(...fresh.filter(({ epoch }) => epoch === database.epoch));
    onChange();
    send();
    look();
  }

  async function add(fresh: FreshMessage) {
    const message: SentMessage = { ...fresh, state: 'kept', isStored: true, epoch: database.epoch };
    lane.messages.push(message);
    message.isStored = await database.put(message);
    onChange();
    send();
  }

  function addContact(filledIn: FilledIn) {
    const open = lane.messages.filter(({ state }) => state !== 'refused');
    const texts = open.filter(({ file }) => !file);
    // What is known of the words is known of the files that came with them.
    for (const message of texts.length ? texts : open) {
      const known = message.contact ?? fromBody(message.body);
      if (!isSame(known, filledIn)) update(message, { contact: { ...filledIn, isReceived: false } });
    }
    send();
  }
  return lane;
}

function isSame(a: FilledIn = {}, b: FilledIn): boolean {
  const parts = ({ email, name, answers, consent }: FilledIn) => JSON.stringify([email, name, answers, consent]);
  return parts(a) === parts(b);
}

/** What our server has said of it, to whichever tab. */
function answerIn({ id, reference, state }: SentMessage) {
  return { id, reference, state };
}

function stateIn({ body }: JsonAnswer) {
  return (body as Partial<SubmissionAnswer> | undefined)?.state;
}
