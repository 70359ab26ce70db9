import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Our table once more, for rows that somebody else writes. Its keys and indexes are made by `makeBareTable`. */
export const bareEvents = pgTable('bare_events', {
  storeId: uuid('store_id').notNull(),
  id: uuid('id').notNull(),
  type: text('type').notNull(),
  source: text('source').notNull(),
  visitorId: uuid('visitor_id'),
  customerId: uuid('customer_id'),
  occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
  receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
  page: jsonb('page'),
  data: jsonb('data').notNull(),
});

/** Of one request: as many as are allowed. */
export const eventsPerBatch = 50;

export type BareRow = typeof bareEvents.$inferInsert;

/** Gives it the weeks that ours has. For the owner. */
export const makeBareWeeks = `
  do $$
  declare week record;
  begin
    for week in
      select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'events'::regclass
    loop
      execute format('create table if not exists bare_%I partition of bare_events %s', week.name, week.bounds);
    end loop;
  end $$;`;

/** The same to the last index, key, policy and week. For the owner. */
export const makeBareTable = `
  create table bare_events (like events including all) partition by range (id);
  alter table bare_events add foreign key (store_id) references stores on delete cascade;
  alter table bare_events enable row level security;
  create policy bare_events_of_current_store on bare_events to storefront_runtime
    using (store_id = nullif(current_setting('app.store_id', true), '')::uuid)
    with check (store_id = nullif(current_setting('app.store_id', true), '')::uuid);
  grant select, insert, update, delete on bare_events to storefront_runtime;
  ${makeBareWeeks}`;

const columns = [
  ['store_id', 'storeId'],
  ['id', 'id'],
  ['type', 'type'],
  ['source', 'source'],
  ['visitor_id', 'visitorId'],
  ['customer_id', 'customerId'],
  ['occurred_at', 'occurredAt'],
  ['received_at', 'receivedAt'],
  ['page', 'page'],
  ['data', 'data'],
] as const;

/** One multi-row INSERT of a whole batch, and what goes with it, for a driver by itself. */
export const insertText = `insert into bare_events (${columns.map(([name]) => name).join(', ')}) values ${Array.from(
  { length: eventsPerBatch },
  (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(',')})`,
).join(',')}`;

export function insertValues(rows: readonly BareRow[]): unknown[] {
  return rows.flatMap((row) => columns.map(([, key]) => asText(row[key])));
}

function asText(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
