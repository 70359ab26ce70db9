import { customType, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { belongsToStore } from '../db/tenancy.ts';
import { stores } from '../stores/tables.ts';

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

const storeId = uuid('store_id')
  .notNull()
  .references(() => stores.id, { onDelete: 'cascade' });

/** A file that a shopper sent with a message. Its bytes are in `file_chunks`, or wherever `storage` says. */
export const files = pgTable(
  'files',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId,
    /** As the shopper's device calls it, made harmless. */
    name: text('name').notNull(),
    /** Media type by its content, never by its name. */
    type: text('type').notNull(),
    size: integer('size').notNull(),
    sha256: text('sha256').notNull(),
    storage: text('storage', { enum: ['database', 's3'] }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('files_created').on(table.createdAt), ...belongsToStore('files', table.storeId)],
);

/** A file's bytes in the database, in pieces that one row holds with ease. */
export const fileChunks = pgTable(
  'file_chunks',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId,
    fileId: uuid('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    content: bytes('content').notNull(),
  },
  (table) => [
    uniqueIndex('file_chunks_position').on(table.fileId, table.position),
    ...belongsToStore('file_chunks', table.storeId),
  ],
);
