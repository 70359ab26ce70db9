import { type AccountClient, type Inbox, type InboxSettings, isChatwootError } from '../chatwoot/index.ts';
import { refuse, type SetupContext } from './setup-step.ts';
import type { InboxPurpose, SetupInbox } from './setup-store.ts';

export interface EnsuredInbox {
  inbox: Inbox;
  isNew: boolean;
}

/** The inbox that is remembered, or was made by a run that was cut off, or a new one with these settings. */
export async function ensureInbox(
  context: SetupContext,
  purpose: InboxPurpose,
  settings: Partial<InboxSettings> & { name: string },
): Promise<EnsuredInbox> {
  const account = context.account();
  const found =
    (await findRemembered(context, account, purpose)) ?? (await findUnclaimed(context, account, purpose, settings));
  const inbox = found ?? (await account.inboxes.create(purpose, settings));
  await rememberInbox(context, purpose, inbox);
  return { inbox, isNew: found === undefined };
}

/** Saves an inbox's tokens if they are not known yet. */
export async function rememberInbox({ store, state, storeId }: SetupContext, purpose: InboxPurpose, inbox: Inbox) {
  const known = state.inboxes[purpose];
  const now: SetupInbox = {
    purpose,
    chatwootInboxId: inbox.id,
    websiteToken: inbox.websiteToken,
    inboxIdentifier: inbox.inboxIdentifier,
    hmacToken: requireSecrets(inbox),
  };
  const isKnown =
    known?.chatwootInboxId === now.chatwootInboxId &&
    known.websiteToken === now.websiteToken &&
    known.inboxIdentifier === now.inboxIdentifier &&
    known.hmacToken === now.hmacToken;
  if (!isKnown) await store.saveInbox(storeId, now);
}

/** The secret that Chatwoot shows to administrators only. */
export function requireSecrets({ id, hmacToken }: Inbox): string {
  return hmacToken ?? refuse(`Chatwoot hides the secrets of inbox ${id}: the token is no administrator's.`);
}

async function findRemembered({ state, options }: SetupContext, account: AccountClient, purpose: InboxPurpose) {
  const id = state.inboxes[purpose]?.chatwootInboxId;
  if (id === undefined) return undefined;
  try {
    return await account.inboxes.show(id);
  } catch (error) {
    if (!isChatwootError(error, 'not-found')) throw error;
    if (options.overwrite) return undefined;
    return refuse(`Inbox ${id} (${purpose}) was removed in Chatwoot. To have a new one made, say overwrite.`);
  }
}

// An inbox carries no mark of ours: within the account its kind, name and address must do.
async function findUnclaimed(
  { state }: SetupContext,
  account: AccountClient,
  purpose: InboxPurpose,
  wanted: Partial<InboxSettings> & { name: string },
) {
  const inboxes = await account.inboxes.list();
  const taken = [...state.takenInboxIds, state.inboxes[purpose]?.chatwootInboxId];
  return inboxes.find(
    ({ id, channel, settings }) =>
      channel === purpose &&
      !taken.includes(id) &&
      settings.name === wanted.name &&
      (wanted.websiteUrl === undefined || settings.websiteUrl === wanted.websiteUrl),
  );
}
