import { AppError } from '../errors.ts';
import { type OpeningHours, type Span, type Weekday, weekdays } from './opening-hours.ts';

/**
 * `mon-fri 09:00-12:00 13:00-17:30, sat 10:00-16:00` -> the spans of each day. Hours past midnight, `fri 22:00-02:00`,
 * go on with the next day. Whether spans fit together is for the schema to say.
 * @throws AppError `invalid_request` that quotes what it cannot read.
 */
export function parseWeek(text: string): OpeningHours['week'] {
  const week: OpeningHours['week'] = {};
  for (const entry of entriesOf(text)) {
    const { names, spans } = readEntry(entry);
    if (names.length === 0 || spans.length === 0) throw unreadable('open', entry, 'mon-fri 09:00-17:30');
    for (const day of names.flatMap((name) => daysOf(name, entry))) {
      for (const span of spans) addSpan(week, day, span);
    }
  }
  return week;
}

/**
 * `2026-12-25, 2026-12-31 09:00-13:00` -> days that differ from their weekday.
 * @throws AppError `invalid_request` that quotes what it cannot read.
 */
export function parseHolidays(text: string): OpeningHours['holidays'] {
  return entriesOf(text).map((entry) => {
    const { names, spans } = readEntry(entry);
    const [date, second] = names;
    if (!date || second) throw unreadable('holidays', entry, '2026-12-25 or 2026-12-31 09:00-13:00');
    return { date, hours: spans };
  });
}

const spanPattern = /^(\d{1,2}:\d\d)[-–](\d{1,2}:\d\d)$/;

function entriesOf(text: string): string[] {
  return text.split(',').flatMap((entry) => entry.trim() || []);
}

/** Names first, then spans. */
function readEntry(entry: string): { names: string[]; spans: Span[] } {
  const words = entry.split(/\s+/);
  const firstSpan = words.findIndex((word) => /^\d{1,2}:/.test(word));
  const names = firstSpan < 0 ? words : words.slice(0, firstSpan);
  const spans = words.slice(names.length).map((word): Span => {
    const [, from, until] = spanPattern.exec(word) ?? [];
    if (!from || !until) throw unreadable('hours', word, '09:00-17:30');
    return [from.padStart(5, '0'), until.padStart(5, '0')];
  });
  return { names, spans };
}

/** `sat` or `mon-fri`; `fri-mon` goes over the weekend. */
function daysOf(name: string, entry: string): Weekday[] {
  const [first = '', last = first, ...more] = name.toLowerCase().split(/[-–]/);
  const [begin, end] = [dayNumber(first), dayNumber(last)];
  if (begin < 0 || end < 0 || more.length > 0) throw unreadable('open', entry, 'mon-fri 09:00-17:30');
  const count = ((end - begin + 7) % 7) + 1;
  return Array.from({ length: count }, (_, at) => dayAfter(begin + at));
}

/** `mo`, `mon` and `monday` are all Monday. */
function dayNumber(name: string): number {
  return name.length < 2 ? -1 : weekdays.findIndex((day) => day.startsWith(name));
}

function dayAfter(number: number): Weekday {
  return weekdays[number % 7] ?? 'sunday';
}

function addSpan(week: OpeningHours['week'], day: Weekday, [from, until]: Span): void {
  const isNight = until < from;
  week[day] = [...(week[day] ?? []), [from, isNight ? '24:00' : until]];
  if (isNight && until !== '00:00') addSpan(week, dayAfter(weekdays.indexOf(day) + 1), ['00:00', until]);
}

function unreadable(field: string, text: string, example: string): AppError {
  return new AppError('invalid_request', `${field}: "${text}" cannot be read; it should look like ${example}`);
}
