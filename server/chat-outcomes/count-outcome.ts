import { lt, sql } from 'drizzle-orm';
import type { ChatOutcome } from '../../contract/chat-outcomes.ts';
import type { Database, Tx } from '../db/database.ts';
import { recordOutcome, withPartitions } from '../events/index.ts';
import { chatOutcomes } from './tables.ts';

/** Long enough to compare a season with the one a year ago. */
export const outcomeRetentionDays = 400;

export interface OutcomeDeps {
  database: Database;
  now(): Date;
}

/** Adds one to the store's count of today (UTC), and notes it among the store's events. */
export async function countOutcome(deps: OutcomeDeps, storeId: string, counted: ChatOutcome): Promise<void> {
  const { outcome, ms } = counted;
  const now = deps.now();
  const target = [chatOutcomes.storeId, chatOutcomes.day, chatOutcomes.outcome];
  const set = { count: sql`${chatOutcomes.count} + 1`, totalMs: sql`${chatOutcomes.totalMs} + ${ms}` };
  const row = { storeId, day: dayOf(now), outcome, count: 1, totalMs: ms };
  await withPartitions(deps, () =>
    deps.database.inStore(storeId, async (tx) => {
      await tx.insert(chatOutcomes).values(row).onConflictDoUpdate({ target, set });
      await recordOutcome(tx, storeId, counted, now);
    }),
  );
}

/** @returns how many rows went. */
export async function deleteOldOutcomes(tx: Tx, before: Date): Promise<number> {
  const isOld = lt(chatOutcomes.day, dayOf(before));
  return (await tx.delete(chatOutcomes).where(isOld).returning({ day: chatOutcomes.day })).length;
}

/** `2026-12-25`, in UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
