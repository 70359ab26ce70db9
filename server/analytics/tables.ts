import { date, index, jsonb, pgTable, primaryKey, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { AnalyticsNumbers } from '../../contract/analytics.ts';
import { belongsToStore } from '../db/tenancy.ts';
import { stores } from '../stores/tables.ts';

/** A store's numbers of one day (UTC), summed up from rows that are deleted sooner than these. */
export const analyticsDays = pgTable(
  'analytics_days',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id, { onDelete: 'cascade' }),
    day: date('day').notNull(),
    numbers: jsonb('numbers').$type<AnalyticsNumbers>().notNull(),
    summedAt: timestamp('summed_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.day] }),
    index('analytics_days_day').on(table.day),
    ...belongsToStore('analytics_days', table.storeId),
  ],
);
