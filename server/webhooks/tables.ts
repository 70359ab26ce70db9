import { index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { belongsToStore } from '../db/tenancy.ts';
import { stores } from '../stores/tables.ts';

const storeId = uuid('store_id')
  .notNull()
  .references(() => stores.id, { onDelete: 'cascade' });

/** Where a store's Chatwoot account reports to us, and the secret with which it signs. */
export const webhookSubscriptions = pgTable(
  'webhook_subscriptions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId,
    chatwootWebhookId: integer('chatwoot_webhook_id').notNull(),
    secretSealed: text('secret_sealed').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('webhook_subscriptions_store').on(table.storeId),
    ...belongsToStore('webhook_subscriptions', table.storeId),
  ],
);

/** The inbox of everything that comes in by webhook: a delivery id that is here already is a repeat. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId,
    deliveryId: text('delivery_id').notNull(),
    event: text('event').notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('webhook_deliveries_delivery').on(table.storeId, table.deliveryId),
    index('webhook_deliveries_received').on(table.receivedAt),
    ...belongsToStore('webhook_deliveries', table.storeId),
  ],
);
