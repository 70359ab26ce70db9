import { type SQL, sql } from 'drizzle-orm';
import { lowestEventId, mostCorrectionMs } from '../events/index.ts';
import { events } from '../events/tables.ts';
import { addDays, type Day, startOf } from './utc-days.ts';

/** Days of one store, both included. */
export interface Span {
  storeId: string;
  from: Day;
  to: Day;
}

/** The first instant of a span, and the first one after it, as the database reads them. */
export function endsOf({ from, to }: Span) {
  return { start: startOf(from).toISOString(), end: startOf(addDays(to, 1)).toISOString() };
}

/**
 * Which events are of these days: by our clock, and read through the primary key, so that of all weeks only those are
 * looked at in which their ids may lie.
 */
export function eventsIn(span: Span): SQL {
  const { start, end } = endsOf(span);
  const low = lowestEventId(new Date(startOf(span.from).getTime() - mostCorrectionMs));
  const high = lowestEventId(new Date(startOf(addDays(span.to, 1)).getTime() + mostCorrectionMs));
  return sql`${events.storeId} = ${span.storeId} and ${events.id} >= ${low} and ${events.id} < ${high}
    and ${events.occurredAt} >= ${start} and ${events.occurredAt} < ${end}`;
}

/** Of a time, as `2026-12-25`. */
export function dayIn(time: SQL | { getSQL(): SQL }): SQL<Day> {
  return sql<Day>`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD')`;
}
