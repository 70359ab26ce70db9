import { and, eq, gte, lte } from 'drizzle-orm';
import {
  type AnalyticsAnswer,
  type AnalyticsDay,
  type AnalyticsQuery,
  maxAnalyticsDays,
} from '../../contract/analytics.ts';
import type { Tx } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../stores/index.ts';
import { attributionDaysOf, rulesOf } from './attribution.ts';
import { countDays, noNumbers } from './count-days.ts';
import type { Span } from './span.ts';
import type { AnalyticsDeps } from './sum-days.ts';
import { analyticsDays } from './tables.ts';
import { addDays, type Day, dayOf, daysFrom } from './utc-days.ts';

const usualDays = 30;

type CountedStore = Pick<Store, 'id' | 'eventRetentionDays' | 'attributionDays'>;

/**
 * A store's numbers, day by day. Earlier days are read as they were last summed; today is counted now.
 * @throws AppError `invalid_request` when the days make no sense, or are too many
 */
export async function readAnalytics(
  { database, now }: AnalyticsDeps,
  store: CountedStore,
  query: AnalyticsQuery,
): Promise<AnalyticsAnswer> {
  const at = now();
  const span = askedSpan(store.id, query, dayOf(at));
  const known = await database.inStore(store.id, async (tx) => {
    const days = await readDays(tx, span);
    return span.to < dayOf(at) ? days : days.set(span.to, await countToday(tx, store, span.to, at));
  });
  const days = daysFrom(span.from, span.to).map((day) => known.get(day) ?? { day, ...noNumbers(), countedAt: null });
  return { from: span.from, to: span.to, timeZone: 'UTC', rules: rulesOf(store), days };
}

/**
 * Which days a query means.
 * @throws AppError `invalid_request` when they make no sense, or are too many
 */
export function askedSpan(storeId: string, { from, to }: AnalyticsQuery, today: Day): Span {
  const last = to ?? today;
  const first = from ?? addDays(last, 1 - usualDays);
  if (last > today) throw new AppError('invalid_request', `to: ${last} is yet to come; today is ${today} (UTC).`);
  if (first > last)
    throw new AppError('invalid_request', `from: ${first} is after ${last}, which is the last day asked for.`);
  if (addDays(first, maxAnalyticsDays) <= last) {
    throw new AppError(
      'invalid_request',
      `from: ask for ${maxAnalyticsDays} days at most; ${first} is further from ${last}.`,
    );
  }
  return { storeId, from: first, to: last };
}

async function readDays(tx: Tx, { storeId, from, to }: Span): Promise<Map<Day, AnalyticsDay>> {
  const { day } = analyticsDays;
  const isAskedFor = and(eq(analyticsDays.storeId, storeId), gte(day, from), lte(day, to));
  const rows = await tx.select().from(analyticsDays).where(isAskedFor);
  return new Map(rows.map(({ day, numbers, summedAt }) => [day, { day, ...numbers, countedAt: summedAt.getTime() }]));
}

async function countToday(tx: Tx, store: CountedStore, today: Day, at: Date): Promise<AnalyticsDay> {
  const counted = await countDays(tx, { storeId: store.id, from: today, to: today }, attributionDaysOf(store));
  return { day: today, ...(counted.get(today) ?? noNumbers()), countedAt: at.getTime() };
}
