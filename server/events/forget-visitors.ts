import { and, count, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { only, type Tx } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { events, visitorErasures, visitors } from './tables.ts';
import { visitorHashes } from './visitor-hash.ts';

export type ErasureReceipt = typeof visitorErasures.$inferSelect;

/** Deletes a visitor, whose row this transaction holds, with all their events, and notes that none are to come. */
export async function forgetVisitor(
  tx: Tx,
  secrets: Secrets,
  storeId: string,
  visitorId: string,
  erasedAt: Date,
): Promise<ErasureReceipt> {
  const { rows } = await tx.execute<{ count: number }>(sql`
    with gone as (delete from events where store_id = ${storeId} and visitor_id = ${visitorId} returning 1)
    select count(*)::int as count from gone`);
  await tx.delete(visitors).where(and(eq(visitors.storeId, storeId), eq(visitors.id, visitorId)));
  const receipt = { storeId, visitorHash: visitorHashes(secrets, visitorId)[0], events: only(rows).count, erasedAt };
  return only(await tx.insert(visitorErasures).values(receipt).returning());
}

/** Who is meant: whoever had one of these sessions, and whoever is this customer (our own id). */
export interface VisitorsOf {
  storeId: string;
  sessionIds: readonly string[];
  customerId: string | undefined;
}

/** A person's visitors, held until the transaction ends, and how many events there are of them. */
export async function findVisitorsOf(tx: Tx, who: VisitorsOf): Promise<{ visitorIds: string[]; events: number }> {
  const { storeId, sessionIds, customerId } = who;
  const isTheirs = or(
    sessionIds.length > 0 ? inArray(visitors.sessionId, [...sessionIds]) : sql`false`,
    customerId ? eq(visitors.customerId, customerId) : sql`false`,
  );
  const found = await tx
    .select({ id: visitors.id })
    .from(visitors)
    .where(and(eq(visitors.storeId, storeId), isTheirs))
    .orderBy(visitors.id)
    .for('update');
  const visitorIds = found.map(({ id }) => id);
  const counted = await tx
    .select({ events: count() })
    .from(events)
    .where(and(eq(events.storeId, storeId), isOf(visitorIds, customerId)));
  return { visitorIds, events: only(counted).events };
}

/** Deletes what there is of them; what still arrives of these visitors is refused. */
export async function forgetVisitors(
  tx: Tx,
  secrets: Secrets,
  { storeId, customerId, visitorIds }: Omit<VisitorsOf, 'sessionIds'> & { visitorIds: readonly string[] },
  erasedAt: Date,
): Promise<void> {
  for (const id of visitorIds) await forgetVisitor(tx, secrets, storeId, id, erasedAt);
  await tx.delete(events).where(and(eq(events.storeId, storeId), isOf([], customerId)));
}

function isOf(visitorIds: string[], customerId: string | undefined): SQL | undefined {
  const isVisitor = visitorIds.length > 0 ? inArray(events.visitorId, visitorIds) : sql`false`;
  return or(isVisitor, customerId ? eq(events.customerId, customerId) : sql`false`);
}
