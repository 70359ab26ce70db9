import type { AccountClient, PlatformClient, WidgetClient } from '../chatwoot/index.ts';
import type { SettingChange, SettingKept } from './plan-settings.ts';
import type { Outcome } from './setup-report.ts';
import type { SetupState, SetupStore } from './setup-store.ts';

export interface SetupDeps {
  store: SetupStore;
  /** The server for which Chatwoot is prepared; left out: nothing is known of it. */
  server?: SetupServer;
  /** Goes on to Chatwoot's log. */
  requestId?: string;
  /** Another `fetch`, for tests that count writes or cut them off. */
  fetch?: typeof fetch;
}

export interface SetupServer {
  /** Where Chatwoot may report to; null: nobody said. */
  publicUrl: string | null;
  /** Whether it mails for stores without a sender of their own. */
  canMail: boolean;
}

export interface SetupOptions {
  /** The administrator that set-up makes; asked for only while the account has none. */
  adminEmail?: string | undefined;
  /** Shown to shoppers when the administrator answers. Default: the store's name. */
  adminName?: string | undefined;
  supportEmail?: string | undefined;
  /** Domain of reply addresses. Default: the host of the store's first origin. */
  replyDomain?: string | undefined;
  /** Take settings back that the owner changed by hand, and make inboxes anew that are gone. */
  overwrite?: boolean | undefined;
  /** Look at Chatwoot's identity routes again although their state is known. */
  probeAgain?: boolean | undefined;
}

/** What a step has to work with. `state` is as fresh as the step's start. */
export interface SetupContext {
  storeId: string;
  state: SetupState;
  options: SetupOptions;
  store: SetupStore;
  server: SetupServer;
  readVersion(): Promise<string>;
  platform(): PlatformClient;
  account(token?: string): AccountClient;
  widget(visitorToken?: string): WidgetClient;
}

/** One part of set-up. It looks before it makes: killed anywhere and run again, it goes on. */
export interface SetupStep {
  name: string;
  run(context: SetupContext): Promise<StepResult>;
}

export interface StepResult {
  outcome: Outcome;
  message: string;
  changed?: SettingChange[];
  kept?: SettingKept[];
  /** Remembered for the next run; left out, what is remembered stays. */
  result?: Record<string, unknown>;
  applied?: Record<string, unknown>;
}

/** What stops set-up on purpose; the message says what to do. */
export class SetupRefusal extends Error {
  override name = 'SetupRefusal';
}

export function refuse(message: string): never {
  throw new SetupRefusal(message);
}
