import { lt, max, sql } from 'drizzle-orm';
import { type Database, only, type Tx } from '../db/database.ts';
import { stores } from '../stores/tables.ts';
import { lowestEventId } from './event-id.ts';
import { visitorErasures } from './tables.ts';

/** Longer than a browser keeps what it could not send. */
const erasureMemoryDays = 30;

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

/** How many rows went. */
export interface DeletedEvents {
  events: number;
  visitors: number;
  visitorErasures: number;
}

/** Deletes what is older than its store wants it to be, and who was not seen for as long. */
export async function deleteOldEvents(tx: Tx, now: Date): Promise<DeletedEvents> {
  const wishes = await tx.selectDistinct({ days: stores.eventRetentionDays }).from(stores);
  const deleted: DeletedEvents = { events: 0, visitors: 0, visitorErasures: 0 };
  for (const { days } of wishes) {
    const isTheirs = sql`store_id in (select id from stores where event_retention_days = ${days})`;
    const before = daysBefore(now, days);
    // By the time in the id, which says in which weeks to look.
    deleted.events += await countGone(tx, sql`delete from events where id < ${lowestEventId(before)} and ${isTheirs}`);
    const isOld = sql`last_seen_at < ${before.toISOString()}`;
    deleted.visitors += await countGone(tx, sql`delete from visitors where ${isOld} and ${isTheirs}`);
  }
  const isOld = lt(visitorErasures.erasedAt, daysBefore(now, erasureMemoryDays));
  const forgotten = await tx.delete(visitorErasures).where(isOld).returning({ id: visitorErasures.id });
  return { ...deleted, visitorErasures: forgotten.length };
}

async function countGone(tx: Tx, deletion: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await tx.execute<{ count: number }>(sql`
    with gone as (${deletion} returning 1) select count(*)::int as count from gone`);
  return only(rows).count;
}

/** Drops the weeks that nobody wants any more, whole. In a transaction of its own: nobody can read or write meanwhile. */
export async function dropOldWeeks(database: Database, now: Date): Promise<number> {
  return database.acrossStores(async (tx) => {
    const { days } = only(await tx.select({ days: max(stores.eventRetentionDays) }).from(stores));
    if (days === null) return 0;
    const before = daysBefore(now, days).toISOString();
    const { rows } = await tx.execute<{ weeks: number }>(sql`select drop_event_partitions(${before}) as weeks`);
    return only(rows).weeks;
  });
}
