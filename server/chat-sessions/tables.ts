import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Page } from '../../contract/sessions.ts';
import { belongsToStore } from '../db/tenancy.ts';
import { customers } from '../identity/tables.ts';
import { stores } from '../stores/tables.ts';

/**
 * A visitor's standing with Chatwoot, and the lane in which their messages keep order.
 * Made by the first that comes with its `requestId`, the session request or a message; bound to a visitor token once.
 */
export const chatSessions = pgTable(
  'chat_sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id, { onDelete: 'cascade' }),
    requestId: uuid('request_id').notNull(),
    /** A token that the browser already had, until Chatwoot has said whose it is. */
    claimedTokenSealed: text('claimed_token_sealed'),
    visitorTokenSealed: text('visitor_token_sealed'),
    boundAt: timestamp('bound_at', { withTimezone: true }),
    /** While a page's own request may still bind it, delivery waits instead of making a second visitor. */
    awaitedUntil: timestamp('awaited_until', { withTimezone: true }),
    /** Whose token it is, bound or claimed: pages of one visitor have sessions of their own, yet one order of messages. */
    visitorKey: text('visitor_key'),
    contactId: integer('contact_id'),
    /** Who it is, by the shop's proof. */
    customerId: uuid('customer_id').references(() => customers.id, { onDelete: 'set null' }),
    /** Our own `set_user` was answered with 200 for this session: only then it is verified. */
    identifiedAt: timestamp('identified_at', { withTimezone: true }),
    /** Chatwoot shows agents the session's conversation as verified, and as this customer's. */
    confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
    /** Chatwoot shows it as somebody else's, or as unverified: whatever it answered to our `set_user`, it is not. */
    refutedAt: timestamp('refuted_at', { withTimezone: true }),
    /** SHA-256, base64url, of the secret with which its browser may ask for it again; null: it brought none. */
    claimHash: text('claim_hash'),
    /** The browser has said that it holds the token: nobody is given it again. */
    claimedAt: timestamp('claimed_at', { withTimezone: true }),
    page: jsonb('page').$type<Page>(),
    locale: text('locale'),
    userAgent: text('user_agent'),
    acceptLanguage: text('accept_language'),
    /** Who delivers this lane's messages now: a lease, so that a killed process holds nobody up. */
    leaseToken: uuid('lease_token'),
    leasedUntil: timestamp('leased_until', { withTimezone: true }),
    /** Not before this time: set after a failed try. */
    nextTryAt: timestamp('next_try_at', { withTimezone: true }),
    failedTries: integer('failed_tries').notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('chat_sessions_request').on(table.storeId, table.requestId),
    index('chat_sessions_visitor').on(table.storeId, table.visitorKey),
    index('chat_sessions_created').on(table.createdAt),
    ...belongsToStore('chat_sessions', table.storeId),
  ],
);
