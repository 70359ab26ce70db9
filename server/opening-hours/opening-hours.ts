import { z } from 'zod';

/** As `Date` counts them, from Sunday on. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

const timeSchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'should be a time from 00:00 to 24:00, such as 09:00');

/** From, until: `["09:00", "17:30"]`. `24:00` is the end of the day. */
const spanSchema = z
  .tuple([timeSchema, timeSchema])
  .refine(
    ([from, until]) => from < until,
    'should end after it begins; a night is two spans: until 24:00, and from 00:00 of the next day',
  );
export type Span = z.infer<typeof spanSchema>;

/** A day's spans, earliest first. */
const spansSchema = z
  .array(spanSchema)
  .max(6, 'should be at most 6 spans')
  .transform((spans) => spans.toSorted(([a], [b]) => a.localeCompare(b)))
  .refine((spans) => spans.every(([from], at) => from >= (spans[at - 1]?.[1] ?? '')), 'should not overlap');

const holidaySchema = z.strictObject({
  date: z.iso.date('should be a day such as 2026-12-25'),
  hours: spansSchema.default([]),
});

/** When people answer, by the clock in the shop. Plain data, as it is stored and as `stores hours --file` takes it. */
export const openingHoursSchema = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'should be a time zone such as Europe/Amsterdam'),
  /** A day that is left out is closed. */
  week: z.partialRecord(z.enum(weekdays), spansSchema, `should hold days: ${weekdays.join(', ')}`),
  /** Days that differ from their weekday; without hours: closed. */
  holidays: z
    .array(holidaySchema)
    .max(400, 'should be at most 400 days')
    .transform((holidays) => holidays.toSorted((a, b) => a.date.localeCompare(b.date)))
    .refine((holidays) => holidays.every(({ date }, at) => date !== holidays[at - 1]?.date), 'should name a day once')
    .default([]),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;

/** The spans of one day of the calendar, `2026-12-25`. */
export function spansOn({ week, holidays }: OpeningHours, date: string): Span[] {
  const holiday = holidays.find((day) => day.date === date);
  return holiday?.hours ?? week[weekdayOf(date)] ?? [];
}

/** Of a day of the calendar, `2026-12-25`. */
export function weekdayOf(date: string): Weekday {
  return weekdays[new Date(`${date}T00:00Z`).getUTCDay()] ?? 'sunday';
}

// Node takes any spelling; Chatwoot wants the one of the time zone database, where every part is capitalised.
function isTimeZone(value: string): boolean {
  if (!/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(value)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}
