import { sql } from 'drizzle-orm';
import type { Reason } from '../../contract/reasons.ts';
import type { Tx } from '../db/database.ts';
import { events } from '../events/tables.ts';
import { dayIn, eventsIn, type Span } from './span.ts';
import type { Day } from './utc-days.ts';

interface Traffic extends Record<string, unknown> {
  day: Day;
  visitors: number;
  /** Written in Chatwoot's own frame, as far as visitors allow it to be told. */
  chatMessages: number;
}

/** What visitors who allow it have told, by day. */
export async function countTraffic(tx: Tx, span: Span): Promise<Traffic[]> {
  const { rows } = await tx.execute<Traffic>(sql`
    select ${dayIn(events.occurredAt)} as day,
      count(distinct ${events.visitorId})::int as visitors,
      (count(*) filter (where ${events.type} = 'message_sent' and ${events.data} ->> 'via' = 'chat'))::int as "chatMessages"
    from ${events} where ${eventsIn(span)} and ${events.visitorId} is not null
    group by 1`);
  return rows;
}

interface PressCount extends Record<string, unknown> {
  day: Day;
  /** Why chat was not to be had; null: it was. */
  reason: Reason | null;
  presses: number;
  /** Of those with chat: in this time three of four had it. */
  p75Ms: number | null;
}

/** How presses ended, by day. They are events of no visitor, which an index by visitor holds side by side. */
export async function countPresses(tx: Tx, span: Span): Promise<PressCount[]> {
  const { type, data } = events;
  const { rows } = await tx.execute<PressCount>(sql`
    select ${dayIn(events.occurredAt)} as day,
      ${data} ->> 'reason' as reason,
      count(*)::int as presses,
      percentile_disc(0.75) within group (order by (${data} ->> 'ms')::int) filter (where ${type} = 'chat_timing') as "p75Ms"
    from ${events} where ${eventsIn(span)} and ${events.visitorId} is null and ${events.source} = 'browser'
      and (${type} = 'chat_unavailable' or ${type} = 'chat_timing' and ${data} ->> 'name' = 'press_to_ready')
    group by 1, 2`);
  return rows;
}
