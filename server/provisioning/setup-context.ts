import { createAccountClient, createPlatformClient, createWidgetClient, readVersion } from '../chatwoot/index.ts';
import { refuse, type SetupContext, type SetupDeps, type SetupOptions } from './setup-step.ts';
import type { SetupAccount, SetupInbox, SetupState } from './setup-store.ts';

/** Clients of the store's Chatwoot, made when a step asks for them: the first steps run before there is an account. */
export function createContext(deps: SetupDeps, state: SetupState, options: SetupOptions): SetupContext {
  const connection = () => ({ baseUrl: installationOf(state).baseUrl, requestId: deps.requestId, fetch: deps.fetch });
  return {
    storeId: state.store.id,
    state,
    options,
    store: deps.store,
    server: deps.server ?? { publicUrl: null, canMail: false },
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
