import { createAccountClient, type Inbox, isChatwootError } from '../../chatwoot/index.ts';
import { rememberInbox, requireSecrets } from '../ensure-inbox.ts';
import { refuse, type SetupContext, type SetupDeps, type SetupStep, type StepResult } from '../setup-step.ts';

/** An inbox that exists, and an administrator's token to reach it. */
export interface ConnectTarget {
  baseUrl: string;
  accountId: number;
  adminToken: string;
  /** Which website inbox; without either, the account must have exactly one. */
  inboxId?: number;
  websiteToken?: string;
}

/** Sees that the token is an administrator's, finds the inbox, and links the store to both. */
export function connectInbox(target: ConnectTarget, deps: SetupDeps): SetupStep {
  return {
    name: 'connection',
    async run(context: SetupContext): Promise<StepResult> {
      const account = createAccountClient({
        ...target,
        token: target.adminToken,
        requestId: deps.requestId,
        fetch: deps.fetch,
      });
      const { settings } = await account.show().catch(explainRefusal);
      const inbox = chooseInbox(await account.inboxes.list(), target);
      const isKnown = isConnected(context, target, inbox);
      if (!isKnown) await save(context, target, settings.name);
      await rememberInbox(context, 'website', inbox);
      const message = `Inbox ${inbox.id}, "${inbox.settings.name}", of account ${target.accountId} is the store's.`;
      return { outcome: isKnown ? 'unchanged' : 'done', message };
    },
  };
}

function chooseInbox(inboxes: readonly Inbox[], { inboxId, websiteToken }: ConnectTarget): Inbox {
  const websites = inboxes.filter(({ channel }) => channel === 'website');
  const matching = websites.filter(
    (inbox) => inbox.id === (inboxId ?? inbox.id) && inbox.websiteToken === (websiteToken ?? inbox.websiteToken),
  );
  const [inbox, second] = matching;
  const list = websites.map(({ id, settings }) => `${id} "${settings.name}"`).join(', ') || 'none';
  if (inbox === undefined) return refuse(`No such website inbox. This token sees: ${list}.`);
  if (second !== undefined) return refuse(`Say which website inbox to use: ${list}.`);
  requireSecrets(inbox);
  return inbox;
}

function isConnected({ state }: SetupContext, target: ConnectTarget, inbox: Inbox): boolean {
  return (
    state.installation?.baseUrl === baseUrlOf(target) &&
    state.account?.chatwootAccountId === target.accountId &&
    state.account.adminToken === target.adminToken &&
    state.inboxes.website?.chatwootInboxId === inbox.id
  );
}

async function save({ store, storeId }: SetupContext, target: ConnectTarget, accountName: string): Promise<void> {
  const { accountId, adminToken } = target;
  await store.saveConnection(storeId, { baseUrl: baseUrlOf(target), accountId, accountName, adminToken });
}

// The SDK puts paths behind it as it is.
function baseUrlOf({ baseUrl }: ConnectTarget): string {
  return baseUrl.replace(/\/+$/, '');
}

function explainRefusal(error: unknown): never {
  if (isChatwootError(error, 'not-found')) refuse('This Chatwoot has no such account.');
  if (!isChatwootError(error, 'unauthorized')) throw error;
  return refuse(`Chatwoot does not accept this token for the account: ${error.detail}.`);
}
