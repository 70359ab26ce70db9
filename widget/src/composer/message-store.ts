import { createStore, promisifyRequest } from 'idb-keyval';
import type { SentMessage } from './sent-message.ts';

/** What the box must not forget: its draft, and every message that has not arrived. */
export interface MessageStore {
  /** Of the person at work now. */
  readonly epoch: string;
  /** Oldest first. */
  messages(): Promise<SentMessage[]>;
  /** @returns whether it is written down now; storage can be denied, full or stuck. */
  put(message: SentMessage): Promise<boolean>;
  remove(message: SentMessage): Promise<unknown>;
  draft(): Promise<string>;
  /** @returns whether it is written down now. */
  putDraft(text: string): Promise<boolean>;
  /** Whether no page of this store has left anything here. */
  isEmpty(): Promise<boolean>;
}

/** Both answer nothing when the database does not, in the time that a box can wait if no other is given. */
export interface Records {
  read<T>(work: (records: IDBObjectStore) => IDBRequest<T>, ms?: number): Promise<T | undefined>;
  write(work: (records: IDBObjectStore) => void): Promise<true | undefined>;
}

const patienceMs = 1000;
const minuteMs = 60_000;

/** One small database per store: drafts are texts, messages are kept under their idempotency keys. */
export function openRecords(storeKey: string): Records {
  const open = createStore(`storefront-chat:${storeKey}`, 'composer');
  return {
    read: (work, ms) => orNothing(() => open('readonly', (records) => promisifyRequest(work(records))), ms),
    write: (work) =>
      orNothing(() =>
        open('readwrite', (records) => {
          work(records);
          return promisifyRequest(records.transaction).then(() => true as const);
        }),
      ),
  };
}

/** Tabs never mix up what is theirs: every page has a draft of its own. */
export function openMessageStore(storeKey: string, epoch = '', pageId = 'shared'): MessageStore {
  const { read, write } = openRecords(storeKey);
  const ownDraft = draftKey(epoch, pageId);
  return {
    epoch,
    messages: async () => messagesIn((await read((records) => records.getAll())) ?? []),
    put: async (message) => !!(await write((records) => records.put(message, message.key))),
    remove: ({ key }) => write((records) => records.delete(key)),
    draft: async () => (await read((records) => records.get(ownDraft))) ?? '',
    putDraft: async (text) =>
      !!(await write((records) => (text ? records.put(text, ownDraft) : records.delete(ownDraft)))),
    // Nobody waits for it, and a slow database must not be taken for an empty one.
    isEmpty: async () => !(await read((records) => records.count(), minuteMs)),
  };
}

export const draftKey = (epoch: string, pageId: string) => `draft:${epoch}:${pageId}`;

export function messagesIn(records: (SentMessage | string)[]): SentMessage[] {
  const messages = records.filter((record) => typeof record !== 'string');
  return messages.sort((a, b) => a.body.writtenAt - b.body.writtenAt);
}

/** A database that is denied, or that never answers (Safari has had such days), must not hold a message up. */
async function orNothing<T>(work: () => Promise<T>, ms = patienceMs): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, ms));
  try {
    return await Promise.race([work(), late]);
  } catch {
    return undefined;
  }
}
