import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { EventBatch } from '../../contract/events.ts';
import { only, type Tx } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { visitors } from './tables.ts';
import { isForgotten } from './visitor-hash.ts';
import type { VisitorState } from './visitor-state.ts';

/** What a batch says of its visitor. */
export interface Visit extends Pick<EventBatch, 'visitorId' | 'consent' | 'requestId'> {
  storeId: string;
  /** When it was sent, by our clock: what was sent later counts, whatever came first. */
  toldAt: Date;
  now: Date;
  state: VisitorState;
}

/**
 * Notes what a browser says of its visitor, whose row is nobody else's until the transaction ends.
 * @returns whether agents may know who this is: there is a chat session, or a customer
 */
export async function meetVisitor(tx: Tx, visit: Visit): Promise<boolean> {
  const { storeId, visitorId, requestId, consent, state } = visit;
  const [toldAt, now] = [visit.toldAt.toISOString(), visit.now.toISOString()];
  const { rows } = await tx.execute<{ isKnown: boolean }>(sql`
    insert into visitors (store_id, id, consent, consent_at, first_seen_at, last_seen_at,
      session_id, customer_id, page, page_at, item, item_at, cart, cart_at)
    values (${storeId}, ${visitorId}, ${JSON.stringify(consent)}, ${toldAt}, ${now}, ${now},
      ${sessionOf(storeId, requestId)}, ${valuesOf(state)})
    on conflict (store_id, id) do update set ${followLater}, ${followNewer('excluded')}
    returning session_id is not null or customer_id is not null as "isKnown"`);
  return only(rows).isKnown;
}

/** Takes back the row of somebody who turned out to be forgotten. @returns whether they are */
export async function dropForgotten(tx: Tx, secrets: Secrets, storeId: string, visitorId: string): Promise<boolean> {
  const isTheirs = and(eq(visitors.storeId, storeId), eq(visitors.id, visitorId));
  const dropped = await tx
    .delete(visitors)
    .where(and(isTheirs, isForgotten(secrets, storeId, visitorId)))
    .returning({ id: visitors.id });
  return dropped.length > 0;
}

/** Who this is, by the chat session of the page. */
function sessionOf(storeId: string, requestId: string | undefined): SQL {
  if (!requestId) return sql`null, null`;
  const session = sql`from chat_sessions where store_id = ${storeId} and request_id = ${requestId}`;
  return sql`(select id ${session}), (select customer_id ${session})`;
}

function valuesOf({ page, item, cart }: VisitorState): SQL {
  const seen = [page, item, cart].map((one) => {
    return one
      ? sql`${JSON.stringify(one.value)}::jsonb, ${one.at.toISOString()}::timestamptz`
      : sql`null::jsonb, null::timestamptz`;
  });
  return sql.join(seen, sql`, `);
}

/** What was sent later counts, whatever came first. */
const followLater = sql.raw(`
  consent = case when excluded.consent_at >= visitors.consent_at then excluded.consent else visitors.consent end,
  consent_at = greatest(visitors.consent_at, excluded.consent_at),
  session_id = case when excluded.consent_at >= visitors.consent_at
    then coalesce(excluded.session_id, visitors.session_id)
    else coalesce(visitors.session_id, excluded.session_id) end,
  customer_id = case when excluded.consent_at >= visitors.consent_at
    then coalesce(excluded.customer_id, visitors.customer_id)
    else coalesce(visitors.customer_id, excluded.customer_id) end,
  last_seen_at = greatest(visitors.last_seen_at, excluded.last_seen_at)`);

/** Of page, product and cart each stays what is newest. @param from what has the same columns */
function followNewer(from: 'excluded' | 'told'): SQL {
  const follow = (name: string) => `
    ${name} = case when ${from}.${name}_at >= coalesce(visitors.${name}_at, '-infinity')
      then ${from}.${name} else visitors.${name} end,
    ${name}_at = greatest(visitors.${name}_at, ${from}.${name}_at)`;
  return sql.raw(['page', 'item', 'cart'].map(follow).join());
}

/** Whom a shop's server means, and nobody else records or erases until the transaction ends. */
export async function findVisitor(
  tx: Tx,
  storeId: string,
  { visitorId, customerId }: { visitorId: string | undefined; customerId: string | undefined },
): Promise<string | undefined> {
  if (!visitorId && !customerId) return undefined;
  const isMeant = visitorId ? eq(visitors.id, visitorId) : eq(visitors.customerId, customerId ?? '');
  const found = await tx
    .select({ id: visitors.id })
    .from(visitors)
    .where(and(eq(visitors.storeId, storeId), isMeant))
    .orderBy(desc(visitors.lastSeenAt))
    .limit(1)
    .for('update');
  return found[0]?.id;
}

/** Notes what a shop's server says of a visitor. */
export async function noteVisitor(
  tx: Tx,
  storeId: string,
  visitorId: string,
  customerId: string | undefined,
  state: VisitorState,
): Promise<boolean> {
  const { rows } = await tx.execute<{ isKnown: boolean }>(sql`
    update visitors set customer_id = coalesce(visitors.customer_id, ${customerId ?? null}), ${followNewer('told')}
    from (values (${valuesOf(state)})) as told (page, page_at, item, item_at, cart, cart_at)
    where store_id = ${storeId} and id = ${visitorId}
    returning session_id is not null or customer_id is not null as "isKnown"`);
  return only(rows).isKnown;
}
