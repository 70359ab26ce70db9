import { uuid } from '../browser/uuid.ts';

let last = 0;

/**
 * A UUIDv7: its first 48 bits are now, in milliseconds. Events of one millisecond are told one apart, so that the ids
 * of a page are in the order in which they were made.
 */
export function eventId(): string {
  last = Math.max(Date.now(), last + 1);
  const time = last.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${uuid().slice(15)}`;
}

/** When it was made: epoch milliseconds. */
export const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
