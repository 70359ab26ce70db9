import { openingAt } from './opening-at.ts';
import { type OpeningHours, type Span, type Weekday, weekdayOf, weekdays } from './opening-hours.ts';
import { wallTimeAt } from './zoned-time.ts';

/** Day and hours, for people: Monday first, holidays last. */
export function hoursTable({ week, holidays }: OpeningHours): [day: string, hours: string][] {
  const fromMonday: Weekday[] = [...weekdays.slice(1), 'sunday'];
  return [
    ...fromMonday.map((day): [string, string] => [capitalised(day), describeSpans(week[day] ?? [])]),
    ...holidays.map(({ date, hours }): [string, string] => [date, describeSpans(hours)]),
  ];
}

/** `open now`, or when it next is, by the shop's own clock. */
export function describeOpening(hours: OpeningHours, now: Date): string {
  const opening = openingAt(hours, now);
  if (opening.isOpen) return 'open now';
  if (!opening.opensAt) return 'closed, and does not open within thirteen months';
  const { date, time } = wallTimeAt(opening.opensAt.getTime(), hours.timeZone);
  return `closed now, opens ${capitalised(weekdayOf(date))} ${date} at ${time}`;
}

function describeSpans(spans: readonly Span[]): string {
  return spans.map(([from, until]) => `${from}–${until}`).join(', ') || 'closed';
}

function capitalised(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
