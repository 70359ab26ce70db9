import type { Chatwoot } from '../chatwoot.ts';
import { invalid } from '../http/failures.ts';
import { filledText, int, type Params, texts } from '../http/params.ts';
import type { AccountRow, WebhookRow } from '../state/rows.ts';
import { nextId } from '../state/state.ts';
import { randomToken } from '../state/tokens.ts';

const standardEvents = [
  'conversation_status_changed',
  'conversation_updated',
  'conversation_created',
  'contact_created',
  'contact_updated',
  'message_created',
  'message_updated',
  'webwidget_triggered',
];
const allEvents = [
  ...standardEvents,
  'inbox_created',
  'inbox_updated',
  'conversation_typing_on',
  'conversation_typing_off',
];

/** Rule 46. `inbox_id` is kept and shown, and filters nothing. */
export function createWebhook(chatwoot: Chatwoot, account: AccountRow, params: Params): WebhookRow {
  const { state } = chatwoot;
  const webhook: WebhookRow = {
    id: 0,
    account_id: account.id,
    inbox_id: int(params.inbox_id) ?? null,
    name: filledText(params.name) ?? null,
    url: checkedUrl(chatwoot, account, params.url),
    subscriptions: 'subscriptions' in params ? checkedEvents(params.subscriptions) : standardEvents,
    secret: randomToken(),
  };
  webhook.id = nextId(state, 'webhooks');
  state.webhooks.push(webhook);
  return webhook;
}

/** The secret stays: there is no way to change it but a new webhook. */
export function updateWebhook(chatwoot: Chatwoot, account: AccountRow, webhook: WebhookRow, params: Params): void {
  if ('url' in params) webhook.url = checkedUrl(chatwoot, account, params.url, webhook);
  if ('name' in params) webhook.name = filledText(params.name) ?? null;
  if ('subscriptions' in params) webhook.subscriptions = checkedEvents(params.subscriptions);
}

function checkedUrl({ state }: Chatwoot, account: AccountRow, value: unknown, self?: WebhookRow): string {
  const url = filledText(value) ?? '';
  const attribute = 'url';
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw invalid({ attribute, message: 'Url is invalid' });
  }
  const isTaken = state.webhooks.some((row) => row.account_id === account.id && row.url === url && row !== self);
  if (isTaken) throw invalid({ attribute, message: 'Url has already been taken' });
  return url;
}

function checkedEvents(value: unknown): string[] {
  const events = texts(value);
  const areKnown = events.length > 0 && events.every((event) => allEvents.includes(event));
  if (!areKnown) throw invalid({ attribute: 'subscriptions', message: 'Subscriptions Invalid events' });
  return events;
}

/** `secret` included: only administrators get here. */
export function webhookView({ state }: Chatwoot, { inbox_id, id, name, url, ...webhook }: WebhookRow) {
  const { account_id, subscriptions, secret } = webhook;
  const inbox = state.inboxes.find((row) => row.id === inbox_id);
  const shown = { id, name, url, account_id, subscriptions, secret };
  return inbox ? { ...shown, inbox: { id: inbox.id, name: inbox.name } } : shown;
}
