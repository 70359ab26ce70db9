import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { belongsToStore } from '../db/tenancy.ts';
import { customers } from '../identity/tables.ts';
import { stores } from '../stores/tables.ts';

/** What a shop's backend says about a customer, and what of it stands on their contact at Chatwoot. */
export const customerAttributes = pgTable(
  'customer_attributes',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id, { onDelete: 'cascade' }),
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    tier: text('tier'),
    language: text('language'),
    hasOrders: boolean('has_orders'),
    /** By Chatwoot's keys, as we last left them there: whatever else is found was not written by us. */
    written: jsonb('written').$type<Record<string, unknown>>().notNull().default(sql`'{}'`),
    /** The last time that we looked at the contact; null: look as soon as there is one. */
    checkedAt: timestamp('checked_at', { withTimezone: true }),
  },
  (table) => [
    uniqueIndex('customer_attributes_customer').on(table.storeId, table.customerId),
    index('customer_attributes_checked').on(table.checkedAt),
    ...belongsToStore('customer_attributes', table.storeId),
  ],
);
