import { bigint, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { reasons } from '../../contract/reasons.ts';
import type { Page } from '../../contract/sessions.ts';
import { type CartSummary, type Consent, submissionStates } from '../../contract/submissions.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { belongsToStore } from '../db/tenancy.ts';
import { files } from '../files/tables.ts';
import { stores } from '../stores/tables.ts';

const storeId = () =>
  uuid('store_id')
    .notNull()
    .references(() => stores.id, { onDelete: 'cascade' });

/** A message accepted by us: from the 202 on it is ours to deliver. */
export const submissions = pgTable(
  'submissions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId: storeId(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => chatSessions.id),
    idempotencyKey: uuid('idempotency_key').notNull(),
    /** SHA-256 of the request: the same key with another body is refused. */
    bodyHash: text('body_hash').notNull(),
    sequence: integer('sequence').notNull(),
    reference: text('reference').notNull(),
    /** Empty when a file is the message. */
    text: text('text').notNull(),
    fileId: uuid('file_id').references(() => files.id, { onDelete: 'set null' }),
    page: jsonb('page').$type<Page>(),
    locale: text('locale'),
    reason: text('reason', { enum: reasons }),
    /** Claimed by the shopper, never proven. */
    contactEmail: text('contact_email'),
    contactName: text('contact_name'),
    /** Answers to the store's own questions, by field key. */
    answers: jsonb('answers').$type<Record<string, string>>(),
    cart: jsonb('cart').$type<CartSummary>(),
    /** The sentence that the shopper agreed to, and when by the browser's clock. */
    consent: jsonb('consent').$type<Consent>(),
    /** When reference, page, reason and address were written beside the conversation; null while still to do. */
    detailsNotedAt: timestamp('details_noted_at', { withTimezone: true }),
    writtenAt: timestamp('written_at', { withTimezone: true }).notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
    state: text('state', { enum: submissionStates }).notNull().default('received'),
    deliveredAt: timestamp('delivered_at', { withTimezone: true }),
    chatwootMessageId: bigint('chatwoot_message_id', { mode: 'number' }),
    chatwootConversationId: integer('chatwoot_conversation_id'),
    /** When agents were told, in a private note, how late it came; null while nobody has to be, or while still to do. */
    delayNotedAt: timestamp('delay_noted_at', { withTimezone: true }),
    /** Why it is a dead letter: Chatwoot refused it for good, or could not be had for too long. */
    failure: text('failure'),
    /** When it became one; of one that is tried again, when an operator let it go. */
    failedAt: timestamp('failed_at', { withTimezone: true }),
    /** The request that brought it; goes on into logs, tries and Chatwoot. */
    httpRequestId: text('http_request_id').notNull(),
  },
  (table) => [
    uniqueIndex('submissions_idempotency').on(table.storeId, table.idempotencyKey),
    uniqueIndex('submissions_reference').on(table.storeId, table.reference),
    // Two submissions are never the same message at Chatwoot, whose ids count across an installation.
    uniqueIndex('submissions_chatwoot_message').on(table.storeId, table.chatwootMessageId),
    index('submissions_lane').on(table.sessionId, table.sequence),
    index('submissions_open').on(table.state, table.receivedAt),
    ...belongsToStore('submissions', table.storeId),
  ],
);

export const deliveryOutcomes = ['delivered', 'found', 'not-sent', 'unclear', 'refused'] as const;

/** One try to hand a submission to Chatwoot. `outcome` is null while it runs, or if the process died in it. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId: storeId(),
    submissionId: uuid('submission_id')
      .notNull()
      .references(() => submissions.id, { onDelete: 'cascade' }),
    /** Newest message of the session before this try: what a look-up after an unclear ending starts from. */
    afterMessageId: bigint('after_message_id', { mode: 'number' }),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    outcome: text('outcome', { enum: deliveryOutcomes }),
    failure: text('failure'),
  },
  (table) => [
    index('deliveries_submission').on(table.submissionId, table.startedAt),
    ...belongsToStore('deliveries', table.storeId),
  ],
);
