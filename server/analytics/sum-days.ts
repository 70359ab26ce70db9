import { sql } from 'drizzle-orm';
import { type Database, only } from '../db/database.ts';
import { stores } from '../stores/tables.ts';
import { attributionDaysOf, firstWholeDay } from './attribution.ts';
import { countDays } from './count-days.ts';
import type { Span } from './span.ts';
import { analyticsDays } from './tables.ts';
import { type Day, dayOf, daysFrom, laterOf } from './utc-days.ts';

export interface AnalyticsDeps {
  database: Database;
  now(): Date;
}

/** Some weeks at a time: a year at once would hold its transaction for long. */
const mostAtOnce = 31;

/**
 * Counts these days of a store anew from what is kept, and stores them. Those whose rows are partly gone stay as they
 * were last counted.
 * @param messageDays how long messages are kept at least
 * @returns the days that were counted
 */
export async function sumDays(deps: AnalyticsDeps, span: Span, messageDays: number): Promise<Day[]> {
  const now = deps.now();
  const counted: Day[] = [];
  for (const days of chunks(daysFrom(span.from, span.to), mostAtOnce)) {
    counted.push(...(await sumChunk(deps, span.storeId, days, now, messageDays)));
  }
  return counted;
}

async function sumChunk({ database }: AnalyticsDeps, storeId: string, days: Day[], now: Date, messageDays: number) {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return database.inStore(storeId, async (tx) => {
    const store = only(await tx.select().from(stores));
    const from = laterOf(first, firstWholeDay(store, dayOf(now), messageDays));
    if (from > last) return [];
    const counted = await countDays(tx, { storeId, from, to: last }, attributionDaysOf(store));
    const rows = [...counted].map(([day, numbers]) => ({ storeId, day, numbers, summedAt: now }));
    await tx
      .insert(analyticsDays)
      .values(rows)
      .onConflictDoUpdate({
        target: [analyticsDays.storeId, analyticsDays.day],
        set: { numbers: sql`excluded.numbers`, summedAt: sql`excluded.summed_at` },
        // Another process may have counted meanwhile, and have seen more.
        setWhere: sql`${analyticsDays.summedAt} <= excluded.summed_at`,
      });
    return [...counted.keys()];
  });
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
