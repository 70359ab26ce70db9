/** What a clock on a wall shows. */
export interface WallTime {
  /** `2026-12-25` */
  date: string;
  /** `09:00` */
  time: string;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** What the clocks in this time zone show at `instant`; seconds are dropped. */
export function wallTimeAt(instant: number, timeZone: string): WallTime {
  const [date = '', time = ''] = new Date(instant + offsetAt(instant, timeZone)).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
}

/**
 * The instants, epoch milliseconds, at which the clocks come to show this time: one as a rule, two when they are
 * set back, none when they are set forward over it.
 */
export function instantsOf({ date, time }: WallTime, timeZone: string): number[] {
  const asUtc = startOf(date) + minutesOf(time) * minuteMs;
  const offsets = new Set([offsetAt(asUtc - dayMs, timeZone), offsetAt(asUtc + dayMs, timeZone)]);
  return [...offsets]
    .map((offset) => asUtc - offset)
    .filter((instant) => offsetAt(instant, timeZone) === asUtc - instant);
}

/** The instants at which clocks are set forward or back to a time of this day: none as a rule. */
export function clockChangesOn(date: string, timeZone: string): number[] {
  // No clock is more than fourteen hours from UTC.
  let before = startOf(date) - dayMs;
  let after = startOf(date) + 2 * dayMs;
  const offset = offsetAt(before, timeZone);
  if (offsetAt(after, timeZone) === offset) return [];
  while (after - before > minuteMs) {
    const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs;
    if (offsetAt(middle, timeZone) === offset) before = middle;
    else after = middle;
  }
  return wallTimeAt(after, timeZone).date === date ? [after] : [];
}

/** `2026-12-31`, 1 -> `2027-01-01` */
export function addDays(date: string, days: number): string {
  return new Date(startOf(date) + days * dayMs).toISOString().slice(0, 10);
}

function startOf(date: string): number {
  return Date.parse(`${date}T00:00Z`);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** How far the clocks are before UTC, milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const minute = Math.floor(instant / minuteMs) * minuteMs;
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(minute)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute: minutes = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minutes) - minute;
}

// Making one takes longer than using it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
