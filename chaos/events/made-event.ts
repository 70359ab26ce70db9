import type { RefusalCode } from '../../contract/events.ts';
import type { Fault, PlannedEvent, PlannedVisitor } from './plan.ts';

/** An event as a browser has made it. */
export interface MadeEvent {
  visitor: PlannedVisitor;
  /** When it really happened, epoch milliseconds; each of a visitor later than the one before. */
  at: number;
  /** What is sent. */
  event: { id: string };
  fault: Fault | undefined;
  /** What our server said of it last; null: nothing yet. */
  answer: 'taken' | RefusalCode | null;
}

const dayMs = 86_400_000;

/** Gives a planned event its time and id, and makes it wrong where that is planned. */
export function makeEvent(visitor: PlannedVisitor, { content, idDigits, fault }: PlannedEvent, at: number): MadeEvent {
  const event = { id: idAt(at + visitor.clockAheadMs, idDigits), ...content };
  return { visitor, at, event: fault ? spoilt(event, fault, at, idDigits) : event, fault, answer: null };
}

function spoilt<Event extends { id: string }>(
  event: Event,
  fault: Fault,
  at: number,
  idDigits: string,
): { id: string } {
  const faulty = {
    invalid: { type: 'page_viewed' },
    too_large: { note: 'x'.repeat(17_000) },
    too_old: { id: idAt(at - 8 * dayMs, idDigits) },
    in_future: { id: idAt(at + 2 * dayMs, idDigits) },
  };
  return { ...event, ...faulty[fault] };
}

/** UUIDv7. @param digits its last 21, with dashes: `abc-8def-…` */
function idAt(at: number, digits: string): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits}`;
}
