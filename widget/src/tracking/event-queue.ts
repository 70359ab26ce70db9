import type { StorefrontEvent } from '../../../contract/events.ts';
import { openRecords } from '../browser/records.ts';
import { pastBounds } from './past-bounds.ts';

/** An event on its way, and the visitor that it was made under. */
export interface QueuedEvent {
  visitorId: string;
  event: StorefrontEvent;
}

/** What has not reached our server: in the database of this browser, and in memory where that is refused or stuck. */
export interface EventQueue {
  /** Of this page alone, by their ids: for a page that has no time left to ask the database. */
  readonly ofThisPage: ReadonlyMap<string, QueuedEvent>;
  add(queued: QueuedEvent): Promise<unknown>;
  /** Of all pages and tabs, oldest first and within bounds. */
  all(): Promise<QueuedEvent[]>;
  remove(events: readonly QueuedEvent[]): Promise<unknown>;
}

const nameOf = (storeKey: string) => `storefront-chat:${storeKey}:events`;

export function openEventQueue(storeKey: string): EventQueue {
  const { read, write } = openRecords(nameOf(storeKey), 'events');
  const ofThisPage = new Map<string, QueuedEvent>();
  const written = new Set<string>();

  async function all(): Promise<QueuedEvent[]> {
    const stored = await read<QueuedEvent[]>((records) => records.getAll());
    const known = new Map(stored?.map((queued) => [queued.event.id, queued]));
    for (const [id, queued] of ofThisPage) {
      // What was written down and is there no more, another tab has sent.
      if (stored && written.has(id) && !known.has(id)) ofThisPage.delete(id);
      else known.set(id, queued);
    }
    const queue = [...known.values()].sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
    const over = pastBounds(queue);
    if (over.length) await remove(over);
    return queue.filter((queued) => !over.includes(queued));
  }

  function remove(events: readonly QueuedEvent[]) {
    for (const { event } of events) ofThisPage.delete(event.id);
    return write((records) => events.map(({ event }) => records.delete(event.id)));
  }

  return {
    ofThisPage,
    all,
    remove,
    async add(queued) {
      const { id } = queued.event;
      ofThisPage.set(id, queued);
      const isWritten = await write((records) => {
        // Whoever deletes the database, in this tab or another, need not wait for us.
        records.transaction.db.onversionchange = ({ target }) => (target as IDBDatabase).close();
        records.put(queued, id);
      });
      if (isWritten) written.add(id);
    },
  };
}

/** Deletes what waits, and the database with it. */
export function deleteEventQueue(storeKey: string): void {
  try {
    indexedDB.deleteDatabase(nameOf(storeKey));
  } catch {
    // Refused: then nothing was written.
  }
}
