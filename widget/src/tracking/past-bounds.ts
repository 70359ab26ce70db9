import type { EventType } from '../../../contract/events.ts';
import { byteLength } from '../browser/byte-length.ts';
import { timeOf } from './event-id.ts';
import type { QueuedEvent } from './event-queue.ts';

/** Some five hundred events. */
const mostBytes = 256 * 1024;
/** Our server takes nothing that is older. */
const weekMs = 604_800_000;

/** The smaller, the sooner it goes. */
const worth = (type: EventType) => Number(type !== 'page_view') + Number(type === 'purchase');

/**
 * What a queue that cannot be sent has to part with: what is too old, then the oldest page views, then the oldest of
 * the rest, and orders at last. @param queue oldest first
 */
export function pastBounds(queue: readonly QueuedEvent[], now = Date.now()): QueuedEvent[] {
  let bytes = byteLength(queue);
  return [...queue]
    .sort((a, b) => worth(a.event.type) - worth(b.event.type))
    .filter((queued) => {
      const isGone = bytes > mostBytes || timeOf(queued.event.id) < now - weekMs;
      if (isGone) bytes -= byteLength(queued);
      return isGone;
    });
}
