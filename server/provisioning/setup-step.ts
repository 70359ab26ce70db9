import {
  type AccountClient,
  createAccountClient,
  createPlatformClient,
  createWidgetClient,
  type PlatformClient,
  readVersion,
  type WidgetClient,
} from '../chatwoot/index.ts';
import type { SettingChange, SettingKept } from './plan-settings.ts';
import type { Outcome } from './setup-report.ts';
import type { SetupAccount, SetupInbox, SetupState, SetupStore } from './setup-store.ts';

export interface SetupDeps {
  store: SetupStore;
  /** Goes on to Chatwoot's log. */
  requestId?: string;
  /** Another `fetch`, for tests that count writes or cut them off. */
  fetch?: typeof fetch;
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

export function createContext(deps: SetupDeps, state: SetupState, options: SetupOptions): SetupContext {
  const connection = () => ({ baseUrl: installationOf(state).baseUrl, requestId: deps.requestId, fetch: deps.fetch });
  return {
    storeId: state.store.id,
    state,
    options,
    store: deps.store,
    readVersion: () => readVersion(connection()),
    platform: () => createPlatformClient({ ...connection(), token: platformTokenOf(state) }),
    account: (token = adminTokenOf(state)) =>
      createAccountClient({ ...connection(), accountId: accountIdOf(state), token }),
    widget: (visitorToken) =>
      createWidgetClient({ ...connection(), websiteToken: websiteTokenOf(state), visitorToken }),
  };
}

export function accountOf({ account, store }: SetupState): SetupAccount {
  return account ?? refuse(`Store ${store.key} belongs to no Chatwoot account yet.`);
}

export function accountIdOf(state: SetupState): number {
  return accountOf(state).chatwootAccountId ?? refuse(`Store ${state.store.key} has no account in Chatwoot yet.`);
}

export function inboxOf(state: SetupState, purpose: SetupInbox['purpose']): SetupInbox {
  return state.inboxes[purpose] ?? refuse(`Store ${state.store.key} has no ${purpose} inbox yet.`);
}

function installationOf({ installation, store }: SetupState) {
  return installation ?? refuse(`Store ${store.key} belongs to no Chatwoot yet.`);
}

function platformTokenOf(state: SetupState): string {
  const advice = 'Give it the token of a platform app, or connect the store to an inbox that exists.';
  return installationOf(state).platformToken ?? refuse(`No platform token for this Chatwoot. ${advice}`);
}

function adminTokenOf(state: SetupState): string {
  return accountOf(state).adminToken ?? refuse(`The account of store ${state.store.key} has no administrator yet.`);
}

function websiteTokenOf(state: SetupState): string {
  return inboxOf(state, 'website').websiteToken ?? refuse(`The website inbox of ${state.store.key} has no token.`);
}

export function refuse(message: string): never {
  throw new SetupRefusal(message);
}
