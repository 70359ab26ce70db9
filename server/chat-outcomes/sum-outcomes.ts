import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Outcome } from '../../contract/chat-outcomes.ts';
import { dayOf, type OutcomeDeps } from './count-outcome.ts';
import { chatOutcomes } from './tables.ts';

export interface OutcomeSum {
  outcome: Outcome;
  count: number;
  /** Of all presses in that time, 0 to 1. */
  share: number;
  /** From press to outcome; milliseconds. */
  averageMs: number;
}

/** How a store's presses ended on the last `days` days, today included; the most frequent first. */
export async function sumOutcomes(deps: OutcomeDeps, storeId: string, days: number): Promise<OutcomeSum[]> {
  const since = dayOf(new Date(deps.now().getTime() - days * 86_400_000));
  const count = sql<number>`sum(${chatOutcomes.count})::int`;
  const totalMs = sql<number>`sum(${chatOutcomes.totalMs})::float8`;
  const rows = await deps.database.inStore(storeId, (tx) =>
    tx
      .select({ outcome: chatOutcomes.outcome, count, totalMs })
      .from(chatOutcomes)
      .where(and(eq(chatOutcomes.storeId, storeId), gt(chatOutcomes.day, since)))
      .groupBy(chatOutcomes.outcome)
      .orderBy(desc(count), chatOutcomes.outcome),
  );
  const all = rows.reduce((sum, row) => sum + row.count, 0);
  return rows.map((row) => ({
    outcome: row.outcome,
    count: row.count,
    share: row.count / all,
    averageMs: Math.round(row.totalMs / row.count),
  }));
}
