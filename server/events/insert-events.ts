import { sql } from 'drizzle-orm';
import type { EventSource } from '../../contract/events.ts';
import type { Tx } from '../db/database.ts';
import type { TimedEvent } from './visitor-state.ts';

/** Whose events, and who says so. */
export interface EventOrigin {
  storeId: string;
  source: EventSource;
  visitorId: string | null;
  customerId: string | null;
}

/**
 * Stores events, each once: nothing at all while `unless` holds. All of them are one parameter, for some hundred cost
 * more to send and to read than the rows do.
 * @returns how many were new
 */
export async function insertEvents(
  tx: Tx,
  { storeId, source, visitorId, customerId }: EventOrigin,
  events: readonly TimedEvent[],
  receivedAt: Date,
  unless = sql`false`,
): Promise<number> {
  const told = events.map(({ event: { id, type, page, data }, occurredAt: at }) => ({ id, type, at, page, data }));
  const { rows } = await tx.execute(sql`
    insert into events (store_id, id, type, source, visitor_id, customer_id, occurred_at, received_at, page, data)
    select ${storeId}::uuid, id, type, ${source}, ${visitorId}::uuid, ${customerId}::uuid,
      at, ${receivedAt.toISOString()}::timestamptz, page, data
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      as told (id uuid, type text, at timestamptz, page jsonb, data jsonb)
    where not ${unless}
    on conflict do nothing
    returning 1`);
  return rows.length;
}
