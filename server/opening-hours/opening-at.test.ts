import { describe, expect, it } from 'vitest';
import { openingAt } from './opening-at.ts';
import { type OpeningHours, openingHoursSchema } from './opening-hours.ts';

const officeHours = { monday: [['09:00', '17:30']], saturday: [['10:00', '16:00']] };

function hoursOf(values: Record<string, unknown>): OpeningHours {
  return openingHoursSchema.parse({ timeZone: 'Europe/Amsterdam', week: officeHours, ...values });
}

function opensAt(hours: OpeningHours, now: string): string | null {
  const opening = openingAt(hours, new Date(now));
  return opening.isOpen ? 'open' : (opening.opensAt?.toISOString() ?? null);
}

describe('a press', () => {
  it.each([
    ['within the hours', '2026-11-23T08:00:00Z', 'open'],
    ['at the last moment', '2026-11-23T16:29:59Z', 'open'],
    ['at closing time', '2026-11-23T16:30:00Z', '2026-11-28T09:00:00.000Z'],
    ['before the hours', '2026-11-23T07:59:59Z', '2026-11-23T08:00:00.000Z'],
    ['on a day without hours', '2026-11-24T12:00:00Z', '2026-11-28T09:00:00.000Z'],
    ['at the end of the year', '2026-12-31T12:00:00Z', '2027-01-02T09:00:00.000Z'],
  ])('%s', (_when, now, expected) => {
    expect(opensAt(hoursOf({}), now)).toBe(expected);
  });

  it('on a holiday, also one with hours of its own', () => {
    const hours = hoursOf({
      week: { monday: [['09:00', '17:00']], tuesday: [['09:00', '17:00']] },
      holidays: [{ date: '2026-11-23' }, { date: '2026-11-24', hours: [['13:00', '14:00']] }],
    });
    expect(opensAt(hours, '2026-11-23T10:00:00Z')).toBe('2026-11-24T12:00:00.000Z');
    expect(opensAt(hours, '2026-11-24T12:30:00Z')).toBe('open');
    expect(opensAt(hours, '2026-11-24T13:00:00Z')).toBe('2026-11-30T08:00:00.000Z');
  });

  it('in the night, past midnight', () => {
    const hours = hoursOf({ week: { friday: [['22:00', '24:00']], saturday: [['00:00', '02:00']] } });
    expect(opensAt(hours, '2026-11-27T22:59:59Z')).toBe('open');
    expect(opensAt(hours, '2026-11-27T23:00:00Z')).toBe('open');
    expect(opensAt(hours, '2026-11-28T01:00:00Z')).toBe('2026-12-04T21:00:00.000Z');
  });

  it('at a shop that never opens, or only when everybody has forgotten', () => {
    expect(opensAt(hoursOf({ week: {} }), '2026-11-23T12:00:00Z')).toBeNull();
    const once = hoursOf({ week: {}, holidays: [{ date: '2027-03-01', hours: [['09:00', '10:00']] }] });
    expect(opensAt(once, '2026-11-23T12:00:00Z')).toBe('2027-03-01T08:00:00.000Z');
  });

  it('after a whole year of holidays', () => {
    const day = (at: number) => new Date(Date.UTC(2026, 10, 23 + at)).toISOString().slice(0, 10);
    const holidays = Array.from({ length: 400 }, (_, at) => ({ date: day(at) }));
    expect(opensAt(hoursOf({ holidays }), '2026-11-23T12:00:00Z')).toBe('2028-01-01T09:00:00.000Z');
  });
});

describe('when the clocks change', () => {
  it('opens at the moment they are set forward over the opening', () => {
    // At 02:00 it is 03:00.
    const hours = hoursOf({ week: { sunday: [['02:30', '05:00']] } });
    expect(opensAt(hours, '2026-03-29T00:30:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(opensAt(hours, '2026-03-29T01:00:00Z')).toBe('open');
  });

  it('opens again when they are set back into the hours', () => {
    // At 03:00 it is 02:00 once more.
    const hours = hoursOf({ week: { sunday: [['01:00', '02:30']] } });
    expect(opensAt(hours, '2026-10-25T00:29:00Z')).toBe('open');
    expect(opensAt(hours, '2026-10-25T00:30:00Z')).toBe('2026-10-25T01:00:00.000Z');
    expect(opensAt(hours, '2026-10-25T01:29:00Z')).toBe('open');
    expect(opensAt(hours, '2026-10-25T01:30:00Z')).toBe('2026-11-01T00:00:00.000Z');
  });
});

/** The truth, every five minutes for a year: what the clock shows, read without any of our own arithmetic. */
function clockOfYear(timeZone: string) {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const start = Date.UTC(2026, 0, 1);
  const quarters = Array.from({ length: 380 * 96 }, (_, step) => start + step * 900_000);
  return quarters.flatMap((quarter) => {
    const [weekday = '', date = '', time = ''] = format
      .format(quarter)
      .replaceAll(',', '')
      .replace('kl. ', '')
      .split(' ');
    // Clocks are set at full quarters only, everywhere; asking within one would cost most of the time.
    const [hour, minute] = time.split(':');
    return [0, 5, 10].map((later) => ({
      instant: quarter + later * 60_000,
      weekday,
      date,
      time: `${hour}:${String(Number(minute) + later).padStart(2, '0')}`,
    }));
  });
}

const swedish: Record<string, keyof OpeningHours['week']> = {
  måndag: 'monday',
  tisdag: 'tuesday',
  onsdag: 'wednesday',
  torsdag: 'thursday',
  fredag: 'friday',
  lördag: 'saturday',
  söndag: 'sunday',
};

describe('over a whole year', () => {
  it.each(['Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'])(
    'is right at any time in %s',
    (timeZone) => {
      const hours = hoursOf({
        timeZone,
        week: {
          monday: [
            ['09:00', '12:00'],
            ['13:00', '17:30'],
          ],
          friday: [['22:00', '24:00']],
          saturday: [
            ['00:00', '02:30'],
            ['10:00', '16:00'],
          ],
          sunday: [
            ['01:30', '02:15'],
            ['02:40', '03:10'],
          ],
        },
        holidays: [{ date: '2026-04-06' }, { date: '2026-12-25', hours: [['10:00', '11:00']] }],
      });
      const clock = clockOfYear(timeZone);
      let opensNext: number | null = null;
      for (const { instant, weekday, date, time } of clock.toReversed()) {
        const holiday = hours.holidays.find((day) => day.date === date);
        const day = swedish[weekday];
        if (!day) throw new Error(`No weekday in ${weekday}`);
        const isOpen = (holiday?.hours ?? hours.week[day] ?? []).some(([from, until]) => from <= time && time < until);
        const minute = instant / 60_000;
        // The last days of the year cannot see when it opens next; clocks change on Sunday nights.
        const isChecked = opensNext !== null && (minute % 95 === 0 || (day === 'sunday' && time < '06:00'));
        if (isChecked) {
          const expected = isOpen ? { isOpen } : { isOpen, opensAt: new Date(opensNext ?? 0) };
          expect([`${date} ${time}`, openingAt(hours, new Date(instant))]).toEqual([`${date} ${time}`, expected]);
        }
        if (isOpen) opensNext = instant;
      }
    },
  );
});
