import {
  type EventBatchAnswer,
  maxEventBytes,
  type RefusalCode,
  type StorefrontEvent,
  storefrontEventSchema,
} from '../../contract/events.ts';
import type { ServedStore } from '../stores/index.ts';
import { timeOfEventId } from './event-id.ts';
import { leaveOutForeignPages } from './own-pages.ts';

export type Refusal = EventBatchAnswer['refused'][number];

export interface GoodEvent {
  /** Its place in the batch, from 0. */
  index: number;
  event: StorefrontEvent;
}

const dayMs = 86_400_000;
/** Less than any store keeps, so that a repeat always meets the row that it repeats. */
export const lateDays = 7;
export const aheadDays = 1;

const messages: Record<Exclude<RefusalCode, 'invalid'>, string> = {
  too_large: `An event may have ${maxEventBytes / 1024} KB of JSON: send fewer lines, or shorter names.`,
  too_old: `By the time in its id it is more than ${lateDays} days old. Drop it.`,
  in_future: 'By the time in its id it is more than a day ahead. Set the clock that made it right, and drop it.',
  withdrawn: 'This visitor has taken their leave back, and is forgotten. Drop it, and the id of the visitor.',
};

/** Tells the good events of a batch from the others, each by itself. */
export function judgeEvents(given: readonly unknown[], store: ServedStore, now: Date) {
  const good: GoodEvent[] = [];
  const refused: Refusal[] = [];
  for (const [index, raw] of given.entries()) {
    const judged = judgeEvent(raw, now.getTime());
    if ('code' in judged) {
      refused.push({ index, ...judged });
    } else {
      leaveOutForeignPages(judged, store);
      good.push({ index, event: judged });
    }
  }
  return { good, refused };
}

export function refusal(code: Exclude<RefusalCode, 'invalid'>) {
  return { code, message: messages[code] };
}

function judgeEvent(raw: unknown, now: number): StorefrontEvent | Omit<Refusal, 'index'> {
  if (Buffer.byteLength(JSON.stringify(raw)) > maxEventBytes) return refusal('too_large');
  const read = storefrontEventSchema.safeParse(raw);
  if (!read.success) return { code: 'invalid', message: wordsOf(read.error.issues) };
  const time = timeOfEventId(read.data.id);
  if (time < now - lateDays * dayMs) return refusal('too_old');
  if (time > now + aheadDays * dayMs) return refusal('in_future');
  return read.data;
}

/** Which fields, and what each should be: never what was in them. */
function wordsOf(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  const words = issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`);
  return words.join('; ');
}
