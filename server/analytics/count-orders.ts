import { sql } from 'drizzle-orm';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Tx } from '../db/database.ts';
import { mostCorrectionMs } from '../events/index.ts';
import { events, visitors } from '../events/tables.ts';
import { submissions } from '../submissions/tables.ts';
import { isNotHeld } from './count-messages.ts';
import { dayIn, endsOf, type Span } from './span.ts';
import type { Day } from './utc-days.ts';

interface OrderCount extends Record<string, unknown> {
  day: Day;
  currency: string;
  orders: number;
  /** Minor units. */
  revenue: number;
  afterChat: number;
  revenueAfterChat: number;
}

/**
 * Orders by the day that they were first told of, however often and by whom; the server's word counts before a page's.
 * After chat: its visitor or customer, in whichever browser, began a chat or wrote at most `attributionDays` before.
 */
export async function countOrders(tx: Tx, span: Span, attributionDays: number): Promise<OrderCount[]> {
  const { storeId } = span;
  const { start, end } = endsOf(span);
  const window = sql`make_interval(hours => ${attributionDays * 24})`;
  const correction = sql`make_interval(secs => ${mostCorrectionMs / 1000})`;
  const isBefore = (time: object) => sql`${time} between o.at - ${window} and o.at`;
  const { rows } = await tx.execute<OrderCount>(sql`
    with told as materialized (
      select data ->> 'transactionId' as number, source, id, occurred_at as at, visitor_id, customer_id,
        (data ->> 'value')::bigint as value, data ->> 'currency' as currency
      from ${events} where store_id = ${storeId} and type = 'purchase'
    ),
    orders as materialized (
      select number, min(at) as at,
        (array_agg(value order by source desc, at, id))[1] as value,
        (array_agg(currency order by source desc, at, id))[1] as currency,
        array_agg(distinct visitor_id) as visitor_ids, array_agg(distinct customer_id) as customer_ids,
        lowest_event_id(min(at) - ${window} - ${correction}) as low, lowest_event_id(min(at) + ${correction}) as high
      from told group by number
      having min(at) >= ${start} and min(at) < ${end}
    ),
    order_customers as materialized (
      select number, unnest(customer_ids) as customer_id from orders
      union select o.number, v.customer_id
      from orders o join ${visitors} v on v.store_id = ${storeId} and v.id = any(o.visitor_ids)
    ),
    order_visitors as materialized (
      select number, unnest(visitor_ids) as visitor_id from orders
      union select c.number, v.id
      from order_customers c join ${visitors} v on v.store_id = ${storeId} and v.customer_id = c.customer_id
    ),
    order_sessions as materialized (
      select b.number, s.id as session_id
      from order_visitors b
        join ${visitors} v on v.store_id = ${storeId} and v.id = b.visitor_id
        join ${chatSessions} newest on newest.store_id = ${storeId} and newest.id = v.session_id
        join ${chatSessions} s on s.store_id = ${storeId} and (s.id = newest.id or s.visitor_key = newest.visitor_key)
      union select c.number, s.id
      from order_customers c join ${chatSessions} s on s.store_id = ${storeId} and s.customer_id = c.customer_id
    ),
    chatted as materialized (
      select o.number
      from orders o join order_visitors b on b.number = o.number
        join ${events} e on e.store_id = ${storeId} and e.visitor_id = b.visitor_id and e.id >= o.low and e.id < o.high
      where e.type in ('chat_started', 'message_sent') and ${isBefore(sql`e.occurred_at`)}
      union select o.number
      from orders o join order_sessions s on s.number = o.number
        join ${submissions} on ${submissions.storeId} = ${storeId} and ${submissions.sessionId} = s.session_id
      where ${isNotHeld} and ${isBefore(submissions.receivedAt)}
    )
    select ${dayIn(sql`o.at`)} as day, o.currency,
      count(*)::int as orders, sum(o.value)::float8 as revenue,
      count(c.number)::int as "afterChat",
      coalesce(sum(o.value) filter (where c.number is not null), 0)::float8 as "revenueAfterChat"
    from orders o left join chatted c on c.number = o.number
    group by 1, 2`);
  return rows;
}
