import { sql } from 'drizzle-orm';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import type { Database } from '../db/database.ts';
import { lateDays } from './judge-events.ts';

export interface PartitionDeps {
  database: Database;
  now(): Date;
}

const dayMs = 86_400_000;
const daysAhead = 14;

/** Makes the weeks into which events may fall from now on, where they are missing. @returns how many were made */
export async function ensureEventPartitions({ database, now }: PartitionDeps): Promise<number> {
  const first = new Date(now().getTime() - lateDays * dayMs).toISOString();
  const last = new Date(now().getTime() + daysAhead * dayMs).toISOString();
  const { rows } = await database.acrossStores((tx) =>
    tx.execute<{ made: number }>(sql`select make_event_partitions(${first}, ${last}) as made`),
  );
  return rows[0]?.made ?? 0;
}

/**
 * Does `work`, in transactions of its own, and once more when it found no week for its events: nobody has made any
 * while the server slept, or its clock jumped.
 */
export async function withPartitions<T>(deps: PartitionDeps, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPartitionMissing(error)) throw error;
    await ensureEventPartitions(deps);
    return work();
  }
}

/** PostgreSQL has no code of its own for it; no table of ours has a check that it could be taken for. */
function isPartitionMissing(error: unknown): boolean {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  return cause instanceof Error && 'code' in cause && cause.code === '23514';
}
