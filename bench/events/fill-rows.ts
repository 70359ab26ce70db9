import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { makeBareWeeks } from './bare-table.ts';
import type { BenchDatabase } from './databases.ts';

/** In both tables, with their indexes, and what the log takes meanwhile. */
const bytesPerRow = 1600;
const rowsAtOnce = 500_000;

/** Whether the disk has room for so many rows, and as much again. */
export function isRoomFor(rows: number): boolean {
  const { bavail, bsize } = statfsSync(tmpdir());
  return bavail * bsize > 2 * rows * bytesPerRow;
}

/**
 * Fills both tables up to `to` rows from `from`, as the traffic of the last 90 days: in the order of time, of all the
 * stores there are, twenty events a visitor, an order and two chats among two hundred, presses that say nothing of who.
 */
export async function fillRows(
  { asOwner }: BenchDatabase,
  from: number,
  to: number,
  onStep: () => void,
): Promise<void> {
  await asOwner("select make_event_partitions(now() - interval '91 days', now() + interval '14 days')");
  await asOwner(makeBareWeeks);
  for (let first = from; first < to; first += rowsAtOnce) {
    const end = Math.min(first + rowsAtOnce, to);
    for (const table of ['events', 'bare_events']) await asOwner(insertRows(table, first, end, from, to));
    onStep();
  }
  await asOwner('analyze events, bare_events');
}

/** The stores are known to exist: that is not asked for each row, and the time would be the key's, not the table's. */
function insertRows(table: string, first: number, end: number, from: number, to: number): string {
  return `
    set session_replication_role = replica;
    insert into ${table} (store_id, id, type, source, visitor_id, occurred_at, received_at, page, data)
    select s.ids[1 + n % cardinality(s.ids)],
      (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
      kind.type, 'browser',
      case when kind.type <> 'chat_timing' then md5('visitor' || n % cardinality(s.ids) || ' ' || n / (20 * cardinality(s.ids)))::uuid end,
      at, at,
      '{"url":"https://shop.example/products/ceramic-pour-over-coffee-dripper","title":"Ceramic dripper","type":"product"}',
      kind.data
    from generate_series(${first}, ${end - 1}) n
      cross join (select array_agg(id order by key) as ids from stores) s
      cross join lateral (select now() - interval '90 days' * (${to} - n)::float8 / ${to - from} as at, md5(n::text) as hash) t
      cross join lateral (select ('x' || substr(hash, 1, 6))::bit(24)::int % 200 as lot) l
      cross join lateral (
        select case when lot = 0 then 'purchase' when lot < 3 then 'chat_started' when lot < 5 then 'chat_timing'
            when lot < 60 then 'view_item' else 'page_view' end as type,
          case when lot = 0 then jsonb_build_object('transactionId', n::text, 'value', 4990, 'currency', 'EUR')
            when lot between 3 and 4 then jsonb_build_object('name', 'press_to_ready', 'ms', n % 3000)
            when lot between 5 and 59 then '{"item":{"itemId":"8114","itemName":"Ceramic dripper","price":2495,"currency":"EUR"}}'::jsonb
            else '{}'::jsonb end as data
      ) kind;
    set session_replication_role = origin`;
}
