/** The door of this folder: when people answer, and whether they do now. */

export { describeOpening, hoursTable } from './describe-hours.ts';
export { openingAt } from './opening-at.ts';
export { type OpeningHours, openingHoursSchema, type Span, type Weekday, weekdays } from './opening-hours.ts';
export { parseHolidays, parseWeek } from './parse-hours.ts';
