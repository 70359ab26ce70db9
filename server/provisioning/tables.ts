import { jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { belongsToStore } from '../db/tenancy.ts';
import { stores } from '../stores/tables.ts';

/**
 * How far the set-up of a store's Chatwoot has come: one row per step that ran.
 * `applied` holds the settings as we last wrote them, to tell our changes from the owner's.
 */
export const setupSteps = pgTable(
  'setup_steps',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id, { onDelete: 'cascade' }),
    step: text('step').notNull(),
    result: jsonb('result').$type<Record<string, unknown>>().notNull().default({}),
    applied: jsonb('applied').$type<Record<string, unknown>>().notNull().default({}),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.step] }), ...belongsToStore('setup_steps', table.storeId)],
);
