import { lt } from 'drizzle-orm';
import { maxAnalyticsDays } from '../../contract/analytics.ts';
import type { Tx } from '../db/database.ts';
import { analyticsDays } from './tables.ts';
import { addDays, dayOf } from './utc-days.ts';

/** Deletes the days that nobody can ask for any more. @returns how many rows went */
export async function deleteOldAnalytics(tx: Tx, now: Date): Promise<number> {
  const isOld = lt(analyticsDays.day, addDays(dayOf(now), 1 - maxAnalyticsDays));
  return (await tx.delete(analyticsDays).where(isOld).returning({ day: analyticsDays.day })).length;
}
