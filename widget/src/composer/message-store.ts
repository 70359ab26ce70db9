import { createStore, promisifyRequest } from 'idb-keyval';
import type { SentMessage } from './sent-message.ts';

/** What the box must not forget: the draft, and every message that has not arrived. */
export interface MessageStore {
  /** Oldest first. */
  messages(): Promise<SentMessage[]>;
  /** @returns whether it is written down now; storage can be denied, full or stuck. */
  put(message: SentMessage): Promise<boolean>;
  remove(message: SentMessage): Promise<unknown>;
  draft(): Promise<string>;
  putDraft(text: string): Promise<unknown>;
}

const patienceMs = 1000;

/** One small database per store. A message is kept under its idempotency key, so that tabs never mix theirs up. */
export function openMessageStore(storeKey: string): MessageStore {
  const open = createStore(`storefront-chat:${storeKey}`, 'composer');

  const read = <T>(work: (records: IDBObjectStore) => IDBRequest<T>) =>
    orNothing(() => open('readonly', (records) => promisifyRequest(work(records))));
  const write = (work: (records: IDBObjectStore) => void) =>
    orNothing(() =>
      open('readwrite', (records) => {
        work(records);
        return promisifyRequest(records.transaction).then(() => true);
      }),
    );

  return {
    async messages() {
      const all: (SentMessage | string)[] = (await read((records) => records.getAll())) ?? [];
      const messages = all.filter((record) => typeof record !== 'string');
      return messages.sort((a, b) => a.body.writtenAt - b.body.writtenAt);
    },
    put: async (message) => !!(await write((records) => records.put(message, message.key))),
    remove: ({ key }) => write((records) => records.delete(key)),
    draft: async () => (await read((records) => records.get('draft'))) ?? '',
    putDraft: (text) => write((records) => records.put(text, 'draft')),
  };
}

/** A database that is denied, or that never answers (Safari has had such days), must not hold a message up. */
async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs));
  try {
    return await Promise.race([work(), late]);
  } catch {
    return undefined;
  }
}
