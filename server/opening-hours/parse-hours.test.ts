import { describe, expect, it } from 'vitest';
import { describeOpening, hoursTable } from './describe-hours.ts';
import { type OpeningHours, openingHoursSchema } from './opening-hours.ts';
import { parseHolidays, parseWeek } from './parse-hours.ts';

describe('hours as people write them', () => {
  it.each<[string, OpeningHours['week']]>([
    ['sat 10:00-16:00', { saturday: [['10:00', '16:00']] }],
    ['Monday 9:00–17:30', { monday: [['09:00', '17:30']] }],
    ['sat-sun 10:00-16:00', { saturday: [['10:00', '16:00']], sunday: [['10:00', '16:00']] }],
    [
      'mon 09:00-12:00 13:00-17:00',
      {
        monday: [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
      },
    ],
    ['mon wed 09:00-12:00', { monday: [['09:00', '12:00']], wednesday: [['09:00', '12:00']] }],
    ['sat 22:00-02:00', { saturday: [['22:00', '24:00']], sunday: [['00:00', '02:00']] }],
    ['fri 18:00-00:00', { friday: [['18:00', '24:00']] }],
  ])('%s', (text, week) => {
    expect(parseWeek(text)).toEqual(week);
  });

  it('a range may go over the weekend', () => {
    expect(Object.keys(parseWeek('fri-mon 10:00-16:00'))).toEqual(['friday', 'saturday', 'sunday', 'monday']);
  });

  it('days that differ', () => {
    expect(parseHolidays('2026-12-25, 2026-12-31 09:00-13:00')).toEqual([
      { date: '2026-12-25', hours: [] },
      { date: '2026-12-31', hours: [['09:00', '13:00']] },
    ]);
  });

  it.each(['mon', '09:00-17:00', 'mon 9-17', 'someday 09:00-17:00', 'm 09:00-17:00', 'mon-tue-wed 09:00-17:00'])(
    'quotes what it cannot read: %s',
    (text) => {
      expect(() => parseWeek(text)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    },
  );
});

describe('hours that do not fit', () => {
  const good = { timeZone: 'Europe/Amsterdam', week: { monday: [['09:00', '17:00']] } };

  it.each([
    ['a time zone that is none', { ...good, timeZone: 'Amsterdam' }, 'should be a time zone'],
    ['a time zone as Chatwoot does not spell it', { ...good, timeZone: 'europe/amsterdam' }, 'should be a time zone'],
    ['a day that is none', { ...good, week: { mon: [] } }, 'should hold days'],
    ['an hour that is none', { ...good, week: { monday: [['09:00', '25:00']] } }, 'should be a time'],
    ['an end before the beginning', { ...good, week: { monday: [['17:00', '09:00']] } }, 'end after it begins'],
    [
      'spans that overlap',
      {
        ...good,
        week: {
          monday: [
            ['09:00', '12:00'],
            ['11:00', '17:00'],
          ],
        },
      },
      'not overlap',
    ],
    ['a day of the calendar that is none', { ...good, holidays: [{ date: '2026-02-30' }] }, 'should be a day such as'],
    ['a holiday twice', { ...good, holidays: [{ date: '2026-12-25' }, { date: '2026-12-25' }] }, 'a day once'],
  ])('are refused: %s', (_what, hours, message) => {
    const parsed = openingHoursSchema.safeParse(hours);
    expect(parsed.error?.issues[0]?.message).toContain(message);
  });

  it('are put in order where order does not matter', () => {
    const week = {
      monday: [
        ['13:00', '17:00'],
        ['09:00', '13:00'],
      ],
    };
    expect(openingHoursSchema.parse({ ...good, week }).week.monday).toEqual([
      ['09:00', '13:00'],
      ['13:00', '17:00'],
    ]);
  });
});

describe('hours for people to read', () => {
  const hours = openingHoursSchema.parse({
    timeZone: 'Asia/Kolkata',
    week: {
      monday: [
        ['09:00', '12:00'],
        ['13:00', '17:00'],
      ],
    },
    holidays: [{ date: '2026-12-28' }],
  });

  it('name every day, Monday first', () => {
    const rows = hoursTable(hours);
    expect(rows).toHaveLength(8);
    expect([rows[0], rows[6], rows[7]]).toEqual([
      ['Monday', '09:00–12:00, 13:00–17:00'],
      ['Sunday', 'closed'],
      ['2026-12-28', 'closed'],
    ]);
  });

  it('say when somebody is there next, by the shop’s clock', () => {
    expect(describeOpening(hours, new Date('2026-11-23T04:00:00Z'))).toBe('open now');
    expect(describeOpening(hours, new Date('2026-12-27T12:00:00Z'))).toBe(
      'closed now, opens Monday 2027-01-04 at 09:00',
    );
    expect(describeOpening({ ...hours, week: {} }, new Date())).toMatch(/does not open/);
  });
});
