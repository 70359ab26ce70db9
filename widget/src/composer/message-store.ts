import { openRecords as open, type Records } from '../browser/records.ts';
import type { SentMessage } from './sent-message.ts';

/** What the box must not forget: its draft, and every message that has not arrived. */
export interface MessageStore {
  /** Of the person at work now. */
  readonly epoch: string;
  /** Oldest first. */
  messages(): Promise<SentMessage[]>;
  /** @returns whether it is written down now; storage can be denied, full or stuck. */
  put(message: SentMessage): Promise<boolean>;
  /** As it is written down now: another tab may be further with it. */
  find(key: string): Promise<SentMessage | undefined>;
  remove(message: SentMessage): Promise<unknown>;
  draft(): Promise<string>;
  /** @returns whether it is written down now. */
  putDraft(text: string): Promise<boolean>;
  /** Beside the draft: what is filled in, and the files chosen. */
  putForm<Part extends keyof FormDraft>(part: Part, draft: FormDraft[Part] | undefined): Promise<unknown>;
  /** Whether no page of this store has left anything here. */
  isEmpty(): Promise<boolean>;
}

/** Of a form that was left: what stood in it, by the names of its fields, and the files chosen. */
export interface FormDraft {
  values?: Record<string, string>;
  files?: File[];
}

export type AnyRecord = SentMessage | string | FormDraft[keyof FormDraft];

const fileMs = 15_000;
const minuteMs = 60_000;

/** One small database per store: drafts are texts, messages are kept under their idempotency keys. */
export const openRecords = (storeKey: string): Records => open(`storefront-chat:${storeKey}`, 'composer');

/** Tabs never mix up what is theirs: every page has a draft of its own. */
export function openMessageStore(storeKey: string, epoch = '', pageId = 'shared'): MessageStore {
  const { read, write } = openRecords(storeKey);
  const ownDraft = draftKey(epoch, pageId);
  const keep = (key: string, value: unknown, ms?: number) =>
    write((records) => (value ? records.put(value, key) : records.delete(key)), ms);
  return {
    epoch,
    messages: async () => messagesIn((await read((records) => records.getAll())) ?? []),
    put: async (message) => !!(await keep(message.key, message, message.file && fileMs)),
    find: (key) => read((records) => records.get(key)),
    remove: ({ key }) => write((records) => records.delete(key)),
    draft: async () => (await read((records) => records.get(ownDraft))) ?? '',
    putDraft: async (text) => !!(await keep(ownDraft, text)),
    putForm: (part, draft) => keep(`${ownDraft}:${part}`, draft, fileMs),
    // Nobody waits for it, and a slow database must not be taken for an empty one.
    isEmpty: async () => !(await read((records) => records.count(), minuteMs)),
  };
}

export const draftKey = (epoch: string, pageId: string) => `draft:${epoch}:${pageId}`;

export function messagesIn(records: AnyRecord[]): SentMessage[] {
  const messages = records.filter((record): record is SentMessage => !!(record as SentMessage).body);
  return messages.sort(({ body: a }, { body: b }) => a.writtenAt - b.writtenAt || a.sequence - b.sequence);
}
