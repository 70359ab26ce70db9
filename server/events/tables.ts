import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Grants } from '../../contract/consent.ts';
import { type Cart, type EventPage, eventSources, eventTypes, type Item } from '../../contract/events.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { belongsToStore } from '../db/tenancy.ts';
import { customers } from '../identity/tables.ts';
import { stores } from '../stores/tables.ts';

const storeId = () =>
  uuid('store_id')
    .notNull()
    .references(() => stores.id, { onDelete: 'cascade' });

/**
 * What happened, each once. Partitioned by week, by the time inside the id: a repeat has the same id, so it always
 * meets the row that it repeats, and old weeks are dropped whole. The migration says so; drizzle knows no partitions.
 */
export const events = pgTable(
  'events',
  {
    storeId: storeId(),
    /** UUIDv7, of who saw it. */
    id: uuid('id').notNull(),
    type: text('type', { enum: eventTypes as [(typeof eventTypes)[number]] }).notNull(),
    source: text('source', { enum: eventSources }).notNull(),
    /** Null: counted without a word about who, such as how a press ended. */
    visitorId: uuid('visitor_id'),
    /** Of the shop's server, about a customer that it knows. */
    customerId: uuid('customer_id'),
    /** By our clock: the time in the id, less what the sender's clock was off. */
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    page: jsonb('page').$type<EventPage>(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull().default(sql`'{}'`),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.id] }),
    index('events_visitor').on(table.storeId, table.visitorId, table.id),
    // An order may be told of again months later, and is the same one: those of a store are read whole, and they are few.
    index('events_purchases').on(table.storeId, table.id).where(sql`type = 'purchase'`),
    ...belongsToStore('events', table.storeId),
  ],
);

/** A browser that allowed to be followed, what it shows now, and who sits before it once that is known. */
export const visitors = pgTable(
  'visitors',
  {
    storeId: storeId(),
    /** The browser's own. Who knows it may add to it and erase it, and learns nothing. */
    id: uuid('id').notNull(),
    consent: jsonb('consent').$type<Grants>().notNull(),
    consentAt: timestamp('consent_at', { withTimezone: true }).notNull(),
    /** The newest chat session of this browser: the way to its contact and conversation. */
    sessionId: uuid('session_id').references(() => chatSessions.id, { onDelete: 'set null' }),
    customerId: uuid('customer_id').references(() => customers.id, { onDelete: 'set null' }),
    page: jsonb('page').$type<EventPage>(),
    item: jsonb('item').$type<Item>(),
    cart: jsonb('cart').$type<Cart>(),
    /** When each was so, by our clock: what comes late does not overwrite what is newer. */
    pageAt: timestamp('page_at', { withTimezone: true }),
    itemAt: timestamp('item_at', { withTimezone: true }),
    cartAt: timestamp('cart_at', { withTimezone: true }),
    /** What agents have been shown of it, as we last wrote it: beside which conversation, in which note, on whose contact. */
    shown: jsonb('shown').$type<Record<string, string>>(),
    shownConversationId: integer('shown_conversation_id'),
    /** When to look at Chatwoot although nothing has changed, and not before; null: no need. */
    nextTryAt: timestamp('next_try_at', { withTimezone: true }),
    firstSeenAt: timestamp('first_seen_at', { withTimezone: true }).notNull(),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.id] }),
    index('visitors_session').on(table.sessionId),
    index('visitors_customer').on(table.customerId),
    index('visitors_last_seen').on(table.lastSeenAt),
    ...belongsToStore('visitors', table.storeId),
  ],
);

/** That a visitor took their leave back: the receipt, and the reason why what still arrives of them is refused. */
export const visitorErasures = pgTable(
  'visitor_erasures',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId: storeId(),
    /** Keyed hash of the visitor id: it can be known again, and not read. */
    visitorHash: text('visitor_hash').notNull(),
    events: integer('events').notNull(),
    erasedAt: timestamp('erased_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    uniqueIndex('visitor_erasures_visitor').on(table.storeId, table.visitorHash),
    index('visitor_erasures_at').on(table.erasedAt),
    ...belongsToStore('visitor_erasures', table.storeId),
  ],
);
