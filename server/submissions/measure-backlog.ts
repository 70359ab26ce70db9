import { inArray, sql } from 'drizzle-orm';
import { only, type Tx } from '../db/database.ts';
import { heldAsSpam } from './dead-letters.ts';
import { submissions } from './tables.ts';

/** How messages stand in all stores. */
export interface Backlog {
  undelivered: number;
  /** When the oldest of them was received; null when there is none. */
  oldestReceivedAt: Date | null;
  /** Failed for good, and kept until somebody looks. */
  deadLetters: number;
  /** Held as spam. */
  held: number;
}

/** Cheap however many have been delivered: an index tells the others from them. */
export async function measureBacklog(tx: Tx): Promise<Backlog> {
  const { state, failure, receivedAt } = submissions;
  const isHeld = sql`${failure} is not distinct from ${heldAsSpam}`;
  const found = await tx
    .select({
      undelivered: sql<number>`count(*) filter (where ${state} = 'received')::int`,
      oldestReceivedAt: sql<Date | null>`min(${receivedAt}) filter (where ${state} = 'received')`.mapWith(receivedAt),
      deadLetters: sql<number>`count(*) filter (where ${state} = 'failed' and not ${isHeld})::int`,
      held: sql<number>`count(*) filter (where ${state} = 'failed' and ${isHeld})::int`,
    })
    .from(submissions)
    .where(inArray(state, ['received', 'failed']));
  return only(found);
}
