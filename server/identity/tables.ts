import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { belongsToStore } from '../db/tenancy.ts';
import { stores } from '../stores/tables.ts';

const storeId = uuid('store_id')
  .notNull()
  .references(() => stores.id, { onDelete: 'cascade' });

/**
 * What a shop's backend shows who it is with. Of each purpose the two newest count, so that a shop can change over
 * without a gap.
 */
export const identityKeys = pgTable(
  'identity_keys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId,
    /**
     * `proof`: signs JWTs (HS256); `api`: a bearer key of the shop's server; `shopify`: the client secret of the Shopify
     * app whose proxy asks; `identifier`: names customers, never changed.
     */
    purpose: text('purpose', { enum: ['proof', 'api', 'shopify', 'identifier'] }).notNull(),
    secretSealed: text('secret_sealed').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('identity_keys_store').on(table.storeId, table.purpose, table.createdAt),
    // Two of them would make two people of one customer.
    uniqueIndex('identity_keys_identifier').on(table.storeId).where(sql`purpose = 'identifier'`),
    ...belongsToStore('identity_keys', table.storeId),
  ],
);

/** Proofs that have been taken: none counts twice. Rows go when the proof itself has run out. */
export const usedProofs = pgTable(
  'used_proofs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId,
    /** SHA-256 of the `jti`, as base64url: what a shop writes there is its own business. */
    jtiHash: text('jti_hash').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    uniqueIndex('used_proofs_jti').on(table.storeId, table.jtiHash),
    index('used_proofs_expiry').on(table.expiresAt),
    ...belongsToStore('used_proofs', table.storeId),
  ],
);

/** A customer of a store, known by proof. The link to a contact is made by our own `set_user` and by nothing else. */
export const customers = pgTable(
  'customers',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId,
    /** The shop's own id of them. */
    externalId: text('external_id').notNull(),
    /** What Chatwoot knows them by: nobody can guess it, and customer 42 of two shops are two. */
    identifier: text('identifier').notNull(),
    contactId: integer('contact_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    provenAt: timestamp('proven_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('customers_external_id').on(table.storeId, table.externalId),
    ...belongsToStore('customers', table.storeId),
  ],
);
