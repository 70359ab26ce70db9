import type { OpeningHours } from '../opening-hours/index.ts';

/** All that set-up knows about a store, secrets opened. */
export interface SetupState {
  store: {
    id: string;
    key: string;
    name: string;
    origins: readonly string[];
    color: string;
    locale: string;
    openingHours: OpeningHours | null;
    /** Where agents see what a visitor does. */
    showActivity: 'conversation' | 'note' | 'contact' | 'off';
  };
  /** Null until the store belongs to a Chatwoot; without a platform token it can only be connected. */
  installation: { baseUrl: string; platformToken: string | null } | null;
  account: SetupAccount | null;
  inboxes: Record<InboxPurpose, SetupInbox | null>;
  /** Whether the store sends mail of its own. */
  hasMailSender: boolean;
  /** Where the account reports to us; null: nowhere yet. */
  webhook: SetupWebhook | null;
  /** Chatwoot ids of the inboxes that other stores have in this account. */
  takenInboxIds: readonly number[];
  /** By step name; what a step left behind when it last ran. */
  steps: Readonly<Record<string, StepRecord | undefined>>;
}

export type InboxPurpose = 'website' | 'api';

export interface SetupAccount {
  name: string;
  chatwootAccountId: number | null;
  adminUserId: number | null;
  adminEmail: string | null;
  adminToken: string | null;
}

export interface SetupInbox {
  purpose: InboxPurpose;
  chatwootInboxId: number;
  websiteToken: string | null;
  inboxIdentifier: string | null;
  hmacToken: string | null;
}

export interface SetupWebhook {
  chatwootWebhookId: number;
  secret: string;
}

export interface StepRecord {
  result: Record<string, unknown>;
  /** The settings as we last wrote or found them agreed; what differs from them now was changed by the owner. */
  applied: Record<string, unknown>;
}

export interface ChatwootConnection {
  /** Without a slash at its end. */
  baseUrl: string;
  accountId: number;
  accountName: string;
  adminToken: string;
}

/** Where set-up remembers what it did. Each call is one transaction; none lasts over a call to Chatwoot. */
export interface SetupStore {
  /** @throws AppError `store_not_found` */
  load(storeId: string): Promise<SetupState>;
  saveAdministrator(storeId: string, admin: { userId: number; email: string; token: string }): Promise<void>;
  saveAccountId(storeId: string, chatwootAccountId: number): Promise<void>;
  /**
   * Makes installation and account where they are new, and links the store to them.
   * A store that comes from another account starts anew: its steps are forgotten.
   */
  saveConnection(storeId: string, connection: ChatwootConnection): Promise<void>;
  /** The store's inbox for this purpose; replaces the one before. */
  saveInbox(storeId: string, inbox: SetupInbox): Promise<void>;
  /** The store's webhook; replaces the one before. */
  saveWebhook(storeId: string, webhook: SetupWebhook): Promise<void>;
  saveStep(storeId: string, step: string, record: StepRecord): Promise<void>;
}
