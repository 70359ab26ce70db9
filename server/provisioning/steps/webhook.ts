import { isChatwootError, type Webhook } from '../../chatwoot/index.ts';
import { isInternalHost } from '../../http/public-address.ts';
import { webhookUrl } from '../../webhooks/index.ts';
import type { SettingChange, SettingKept } from '../plan-settings.ts';
import { refuse, type SetupContext, type SetupStep, type StepResult } from '../setup-step.ts';

/** What Chatwoot is to tell us of; whatever it does not, or only once, we find by asking. */
const subscriptions = ['message_created'];

/** Has the account report agents' answers to us, so that they reach a shopper within minutes. */
export const webhook: SetupStep = {
  name: 'webhook',
  async run(context: SetupContext): Promise<StepResult> {
    const { publicUrl } = context.server;
    if (publicUrl === null) return { outcome: 'warning', message: `PUBLIC_URL is not set. ${askingSentence}` };
    const { store } = context.state;
    const { isNew, isRemoved, found, changed, kept } = await ensureWebhook(context, webhookUrl(publicUrl, store));
    const result = { webhookId: found?.id ?? null };
    if (isRemoved) return { outcome: 'kept', message: `Somebody has removed the webhook. ${askingSentence}`, kept };
    if (await isInternalHost(new URL(publicUrl).hostname)) {
      const message = `Chatwoot sends nothing to addresses in a private network, such as PUBLIC_URL. ${askingSentence}`;
      return { outcome: 'warning', message, changed, kept, result };
    }
    const outcome = isNew ? 'done' : changed.length > 0 ? 'changed' : kept.length > 0 ? 'kept' : 'unchanged';
    return { outcome, message: 'Chatwoot reports agents’ answers to us.', changed, kept, result };
  },
};

const askingSentence = 'Answers are found by asking Chatwoot once a minute.';

interface Ensured {
  isNew: boolean;
  /** By the owner, after we had made it. */
  isRemoved: boolean;
  found: Webhook | null;
  changed: SettingChange[];
  kept: SettingKept[];
}

/** The webhook that is remembered, or that a run made which was cut off, or a new one; its secret is saved. */
async function ensureWebhook(context: SetupContext, url: string): Promise<Ensured> {
  const { webhooks } = context.account();
  const remembered = context.state.webhook;
  const all = await webhooks.list();
  // The address names the store, so none but its own ends like this.
  const found = all.find(({ id }) => id === remembered?.chatwootWebhookId) ?? all.find((one) => isOurs(one, url));
  if (!found) {
    if (remembered && !context.options.overwrite) {
      const kept = [{ what: 'webhook', value: 'removed', wanted: url }];
      return { isNew: false, isRemoved: true, found: null, changed: [], kept };
    }
    const made = await webhooks.create({ name: 'storefront-chat', url, subscriptions }).catch(explainTaken);
    await remember(context, made);
    return { isNew: true, isRemoved: false, found: made, changed: [], kept: [] };
  }
  await remember(context, found);
  return { isNew: false, isRemoved: false, found, ...(await bringUpToDate(context, found, url)) };
}

/** Our address may have moved; events that the owner has added do no harm, one that is missing does. */
async function bringUpToDate({ account }: SetupContext, found: Webhook, url: string) {
  const missing = subscriptions.filter((event) => !found.subscriptions.includes(event));
  const changed: SettingChange[] = [];
  if (found.url !== url) changed.push({ what: 'address of the webhook', from: found.url, to: url });
  if (missing.length > 0) changed.push({ what: 'events of the webhook', from: 'without', to: missing.join(', ') });
  if (changed.length > 0) {
    await account().webhooks.update(found.id, { url, subscriptions: [...found.subscriptions, ...missing] });
  }
  return { changed, kept: [] };
}

async function remember({ store, storeId, state }: SetupContext, { id: chatwootWebhookId, secret }: Webhook) {
  const isKnown = state.webhook?.chatwootWebhookId === chatwootWebhookId && state.webhook.secret === secret;
  if (!isKnown) await store.saveWebhook(storeId, { chatwootWebhookId, secret });
}

function isOurs(candidate: Webhook, url: string): boolean {
  return URL.canParse(candidate.url) && new URL(candidate.url).pathname.endsWith(new URL(url).pathname);
}

function explainTaken(error: unknown): never {
  if (!isChatwootError(error, 'invalid')) throw error;
  return refuse(`Chatwoot does not take our address as a webhook: ${error.detail}.`);
}
