import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { belongsToStore } from '../db/tenancy.ts';
import { stores } from '../stores/tables.ts';

/** How a store sends its own mail. A store without one sends as the server does, if that can. */
export const mailSenders = pgTable(
  'mail_senders',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id, { onDelete: 'cascade' }),
    /** What its mails come from: an address, or `Name <address>`. */
    sender: text('sender').notNull(),
    smtpUrlSealed: text('smtp_url_sealed').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex('mail_senders_store').on(table.storeId), ...belongsToStore('mail_senders', table.storeId)],
);

/** `outage`: to the shop. `receipt` and `reply`: to a shopper. */
export const mailKinds = ['outage', 'receipt', 'reply'] as const;

/** A mail that we owe somebody: written in the transaction of its cause, sent by a job, once. */
export const mails = pgTable(
  'mails',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: mailKinds }).notNull(),
    /** What it is about; of one kind there is never a second mail about the same. */
    about: text('about').notNull(),
    recipient: text('recipient').notNull(),
    /** Ids of what the mail tells of; its words are made when it is sent. */
    facts: jsonb('facts').$type<Record<string, string>>().notNull().default({}),
    /** Our own `Message-ID`, the same on every try: a mail server that has it already can tell. */
    messageId: text('message_id').notNull(),
    state: text('state', { enum: ['waiting', 'sent', 'failed'] })
      .notNull()
      .default('waiting'),
    tries: integer('tries').notNull().default(0),
    nextTryAt: timestamp('next_try_at', { withTimezone: true }),
    /** Why it is a dead letter. */
    failure: text('failure'),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('mails_about').on(table.storeId, table.kind, table.about),
    index('mails_open').on(table.state, table.createdAt),
    index('mails_recipient').on(table.storeId, table.recipient, table.createdAt),
    ...belongsToStore('mails', table.storeId),
  ],
);
