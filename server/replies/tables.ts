import { bigint, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { belongsToStore } from '../db/tenancy.ts';
import { stores } from '../stores/tables.ts';

const storeId = uuid('store_id')
  .notNull()
  .references(() => stores.id, { onDelete: 'cascade' });

/** An agent's answer that its shopper may not have seen. Its words stay in Chatwoot until they are mailed. */
export const replies = pgTable(
  'replies',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId,
    chatwootMessageId: bigint('chatwoot_message_id', { mode: 'number' }).notNull(),
    chatwootConversationId: integer('chatwoot_conversation_id').notNull(),
    /** When the agent sent it, by Chatwoot's clock. */
    writtenAt: timestamp('written_at', { withTimezone: true }).notNull(),
    /** `unmailable`: there is no address to mail it to. */
    state: text('state', { enum: ['waiting', 'seen', 'mailed', 'unmailable'] })
      .notNull()
      .default('waiting'),
    /** When to look whether it was seen, and to mail it otherwise. */
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('replies_message').on(table.storeId, table.chatwootMessageId),
    index('replies_due').on(table.state, table.dueAt),
    index('replies_conversation').on(table.storeId, table.chatwootConversationId),
    ...belongsToStore('replies', table.storeId),
  ],
);

/** How far the poll has read a conversation: it finds what a webhook did not bring. */
export const replyCursors = pgTable(
  'reply_cursors',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId,
    chatwootConversationId: integer('chatwoot_conversation_id').notNull(),
    lastMessageId: bigint('last_message_id', { mode: 'number' }).notNull(),
    checkedAt: timestamp('checked_at', { withTimezone: true }),
  },
  (table) => [
    uniqueIndex('reply_cursors_conversation').on(table.storeId, table.chatwootConversationId),
    index('reply_cursors_checked').on(table.checkedAt),
    ...belongsToStore('reply_cursors', table.storeId),
  ],
);
