import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { FormSettings } from '../../contract/form.ts';
import type { StoreTexts } from '../../contract/settings.ts';

import { belongsToStore, currentStore, restrictedTo } from '../db/tenancy.ts';
import type { OpeningHours } from '../opening-hours/index.ts';

const createdAt = timestamp('created_at', { withTimezone: true }).notNull().defaultNow();
const updatedAt = timestamp('updated_at', { withTimezone: true }).notNull().defaultNow();

/** One running Chatwoot. Columns that end in `_sealed` are encrypted: see db/secrets.ts. */
export const installations = pgTable(
  'installations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    baseUrl: text('base_url').notNull().unique(),
    platformTokenSealed: text('platform_token_sealed'),
    createdAt,
  },
  () =>
    restrictedTo(
      'installations',
      sql`exists (select 1 from accounts a join stores s on s.account_id = a.id
        where a.installation_id = installations.id and s.id = ${currentStore})`,
    ),
);

/** An account on an installation. `chatwoot_account_id` is null until set-up has made it. */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    installationId: uuid('installation_id')
      .notNull()
      .references(() => installations.id),
    chatwootAccountId: integer('chatwoot_account_id'),
    name: text('name').notNull(),
    adminUserId: integer('admin_user_id'),
    adminEmail: text('admin_email'),
    adminTokenSealed: text('admin_token_sealed'),
    createdAt,
    updatedAt,
  },
  (table) => [
    // Ids of Chatwoot repeat between installations.
    uniqueIndex('accounts_chatwoot_id').on(table.installationId, table.chatwootAccountId),
    ...restrictedTo(
      'accounts',
      sql`exists (select 1 from stores s where s.account_id = accounts.id and s.id = ${currentStore})`,
    ),
  ],
);

/** A tenant. `key` is public: it stands in the tag. */
export const stores = pgTable(
  'stores',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    key: text('key').notNull().unique(),
    name: text('name').notNull(),
    accountId: uuid('account_id').references((): AnyPgColumn => accounts.id),
    origins: text('origins').array().notNull(),
    isWidgetOn: boolean('is_widget_on').notNull().default(true),
    isChatOn: boolean('is_chat_on').notNull().default(true),
    color: text('color').notNull().default('#1f5eff'),
    position: text('position', { enum: ['right', 'left'] })
      .notNull()
      .default('right'),
    offsetX: integer('offset_x').notNull().default(20),
    offsetY: integer('offset_y').notNull().default(20),
    size: integer('size').notNull().default(56),
    zIndex: integer('z_index').notNull().default(2147482999),
    /** Paths without chat; `*` stands for anything: `/checkout*`. */
    hiddenOn: text('hidden_on').array().notNull().default(sql`'{}'::text[]`),
    /** A CSS selector of what the launcher hides under, besides dialogs and drawers that say so themselves. */
    hiddenUnder: text('hidden_under').notNull().default(''),
    locale: text('locale').notNull().default('en'),
    /** Language tags that the shop offers; null: every language that we have a pack for. */
    languages: text('languages').array(),
    /** Language tag -> the owner's own words. */
    texts: jsonb('texts').$type<Record<string, Partial<StoreTexts>>>().notNull().default({}),
    openingHours: jsonb('opening_hours').$type<OpeningHours>(),
    /** Who tells Chatwoot who a customer is: our server, or the page, with the hash that our server gives it. */
    identityMode: text('identity_mode', { enum: ['server', 'page'] })
      .notNull()
      .default('server'),
    /** `….myshopify.com`: the only shop whose app proxy may speak for customers of this store; empty: none. */
    shopifyDomain: text('shopify_domain').notNull().default(''),
    /** `form`: a press opens the contact form, and chat is never asked for. */
    mode: text('mode', { enum: ['chat', 'form'] })
      .notNull()
      .default('chat'),
    /** What the contact form asks, beside the words themselves. */
    form: jsonb('form').$type<FormSettings>().notNull().default({}),
    /** Where messages go: into the visitor's own conversation, or into the store's API inbox. */
    deliverTo: text('deliver_to', { enum: ['conversation', 'api-inbox'] })
      .notNull()
      .default('conversation'),
    /** When a browser must do a little work before its message is taken. */
    proofOfWork: text('proof_of_work', { enum: ['off', 'under-attack', 'always'] })
      .notNull()
      .default('under-attack'),
    /** Of the shop's people: who is told that Chatwoot is away, and where shoppers' replies to our mails go. */
    supportEmail: text('support_email').notNull().default(''),
    /** After how many minutes without Chatwoot the shop's people are told by mail. */
    outageNoticeMinutes: integer('outage_notice_minutes').notNull().default(30),
    /** Whether pages tell what happens on them, once their visitor allows it. */
    isTrackingOn: boolean('is_tracking_on').notNull().default(false),
    /**
     * Where agents see page, product and cart of a visitor who allows it. `contact`: as attributes of a known customer's
     * contact, for whom a guard stands before Chatwoot; of anybody else beside the conversation.
     */
    showActivity: text('show_activity', { enum: ['conversation', 'note', 'contact', 'off'] })
      .notNull()
      .default('conversation'),
    /** How long events are kept: longer than late ones are taken. */
    eventRetentionDays: integer('event_retention_days').notNull().default(90),
    /** An order counts as one after a chat when it comes within so many days of it. */
    attributionDays: integer('attribution_days').notNull().default(7),
    createdAt,
    updatedAt,
  },
  (table) => [index('stores_account').on(table.accountId), ...belongsToStore('stores', table.id)],
);

/** A store's inbox for one purpose: `website` is chat itself, `api` takes what is sent in the shopper's name. */
export const inboxes = pgTable(
  'inboxes',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id, { onDelete: 'cascade' }),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    purpose: text('purpose', { enum: ['website', 'api'] }).notNull(),
    locale: text('locale').notNull().default('en'),
    chatwootInboxId: integer('chatwoot_inbox_id').notNull(),
    /** Public: the SDK is started with it. Only of website inboxes. */
    websiteToken: text('website_token'),
    /** A bearer credential. Only of API inboxes. */
    inboxIdentifierSealed: text('inbox_identifier_sealed'),
    hmacTokenSealed: text('hmac_token_sealed'),
    createdAt,
    updatedAt,
  },
  (table) => [
    uniqueIndex('inboxes_purpose').on(table.storeId, table.purpose, table.locale),
    index('inboxes_chatwoot_id').on(table.accountId, table.chatwootInboxId),
    ...belongsToStore('inboxes', table.storeId),
  ],
);

/**
 * Chunks of earlier builds: a loader that was cached or pasted asks for the ones that it knows.
 * Public code, the same for every store.
 */
export const widgetChunks = pgTable(
  'widget_chunks',
  {
    file: text('file').primaryKey(),
    code: text('code').notNull(),
    /** The last time that a server started with this chunk in its build. */
    lastBuiltAt: timestamp('last_built_at', { withTimezone: true }).notNull().defaultNow(),
  },
  () => restrictedTo('widget_chunks', sql`true`),
);
