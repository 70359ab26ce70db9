import { type OpeningHours, spansOn } from './opening-hours.ts';
import { addDays, clockChangesOn, instantsOf, wallTimeAt } from './zoned-time.ts';

/** Whether somebody answers, and if not, from when. `opensAt` is null if not within the next thirteen months. */
export type Opening = { isOpen: true } | { isOpen: false; opensAt: Date | null };

/** More days than there can be holidays in a row. */
const daysAhead = 410;

/**
 * Open is when the clocks in the shop show a time within a span of that day. Where clocks are set forward over an
 * opening, it is the moment they are set; where they are set back into hours that were over, these come again.
 */
export function openingAt(hours: OpeningHours, now: Date): Opening {
  if (isOpenAt(hours, now.getTime())) return { isOpen: true };
  const today = wallTimeAt(now.getTime(), hours.timeZone).date;
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const opensAt = firstOpeningOn(hours, addDays(today, ahead), now.getTime());
    if (opensAt !== undefined) return { isOpen: false, opensAt: new Date(opensAt) };
  }
  return { isOpen: false, opensAt: null };
}

function isOpenAt(hours: OpeningHours, instant: number): boolean {
  const { date, time } = wallTimeAt(instant, hours.timeZone);
  return spansOn(hours, date).some(([from, until]) => from <= time && time < until);
}

/** A shop opens when a span begins, or when the clocks jump into one. */
function firstOpeningOn(hours: OpeningHours, date: string, after: number): number | undefined {
  const spans = spansOn(hours, date);
  if (spans.length === 0) return undefined;
  const beginnings = spans.flatMap(([time]) => instantsOf({ date, time }, hours.timeZone));
  const moments = [...beginnings, ...clockChangesOn(date, hours.timeZone)];
  return moments.toSorted((a, b) => a - b).find((instant) => instant > after && isOpenAt(hours, instant));
}
