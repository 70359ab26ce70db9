import { bigint, date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { outcomes } from '../../contract/chat-outcomes.ts';
import { belongsToStore } from '../db/tenancy.ts';
import { stores } from '../stores/tables.ts';

/** How presses ended, by store and day (UTC). Nothing in it says who pressed. */
export const chatOutcomes = pgTable(
  'chat_outcomes',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id, { onDelete: 'cascade' }),
    day: date('day').notNull(),
    outcome: text('outcome', { enum: outcomes }).notNull(),
    count: integer('count').notNull(),
    /** Sum of the times from press to outcome; milliseconds. */
    totalMs: bigint('total_ms', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.day, table.outcome] }),
    ...belongsToStore('chat_outcomes', table.storeId),
  ],
);
