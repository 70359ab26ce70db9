import type { Chatwoot } from '../chatwoot.ts';
import { invalid, refused } from '../http/failures.ts';
import { bool, filledText, type Params, record, text } from '../http/params.ts';
import { findInAccount } from '../state/find.ts';
import type { AccountRow, InboxRow } from '../state/rows.ts';
import { nextId, removeWhere } from '../state/state.ts';
import { randomToken } from '../state/tokens.ts';
import { isAboveLimit } from './accounts.ts';
import { newChannel, updateChannel } from './channels.ts';
import { defaultWorkingHours, updateWorkingHours } from './working-hours.ts';

export function createInbox(chatwoot: Chatwoot, account: AccountRow, params: Params): InboxRow {
  const { state } = chatwoot;
  const existing = state.inboxes.filter((inbox) => inbox.account_id === account.id);
  if (isAboveLimit(account, 'inboxes', existing.length)) {
    throw refused(402, 'Account limit exceeded. Upgrade to a higher plan');
  }
  const channel = newChannel(params.channel);
  const settings = changedSettings(defaultSettings(), params);
  const inbox: InboxRow = {
    id: nextId(state, 'inboxes'),
    account_id: account.id,
    channel_id: nextId(state, 'channels'),
    ...settings,
    channel,
    csat_config: record(params.csat_config) ?? {},
    // Rule 32: `working_hours` of a create are ignored.
    working_hours: defaultWorkingHours(chatwoot),
    member_ids: [],
  };
  state.inboxes.push(inbox);
  return inbox;
}

export function updateInbox(inbox: InboxRow, params: Params): void {
  const settings = changedSettings(inbox, params);
  const channel = updateChannel(inbox.channel, record(params.channel) ?? {});
  Object.assign(inbox, settings, { channel });
  if (record(params.csat_config)) inbox.csat_config = record(params.csat_config) ?? {};
  updateWorkingHours(inbox, params.working_hours);
}

/** A new secret for the webhook of an API inbox; website inboxes have none. */
export function resetSecret(inbox: InboxRow): boolean {
  if (inbox.channel.type !== 'Channel::Api') return false;
  inbox.channel.secret = randomToken();
  return true;
}

export function deleteInbox({ state }: Chatwoot, inbox: InboxRow): void {
  const conversations = state.conversations.filter((row) => row.inbox_id === inbox.id).map((row) => row.id);
  removeWhere(state.messages, (row) => conversations.includes(row.conversation_id));
  removeWhere(state.conversations, (row) => row.inbox_id === inbox.id);
  removeWhere(state.contactInboxes, (row) => row.inbox_id === inbox.id);
  removeWhere(state.inboxes, (row) => row.id === inbox.id);
}

/** `inbox_members`: the users exist in the account, or nothing changes. */
export function setMembers(chatwoot: Chatwoot, inbox: InboxRow, userIds: number[]): void {
  const { accountUsers } = chatwoot.state;
  const isMember = (id: number) =>
    accountUsers.some((row) => row.account_id === inbox.account_id && row.user_id === id);
  if (!userIds.every(isMember)) throw invalid({ attribute: 'user', message: 'User must exist' });
  inbox.member_ids = [...new Set(userIds)];
}

export function inboxInAccount(chatwoot: Chatwoot, account: AccountRow, id: number | undefined): InboxRow {
  return findInAccount(chatwoot.state.inboxes, account.id, id);
}

type Settings = ReturnType<typeof defaultSettings>;

function defaultSettings() {
  return {
    name: '',
    greeting_enabled: false,
    greeting_message: null as string | null,
    enable_email_collect: true,
    csat_survey_enabled: false,
    enable_auto_assignment: true,
    working_hours_enabled: false,
    out_of_office_message: null as string | null,
    timezone: 'UTC',
    allow_messages_after_resolved: true,
    lock_to_single_conversation: false,
    sender_name_type: 'friendly',
    business_name: null as string | null,
  };
}

/** Takes what `params` name and leaves the rest; the name and the time zone are checked (rule 32). */
function changedSettings(current: Settings, params: Params): Settings {
  const flag = (key: keyof Params, value: boolean) => bool(params[key]) ?? value;
  const words = (key: keyof Params, value: string | null) =>
    key in params ? (filledText(params[key]) ?? null) : value;
  const settings = {
    name: words('name', current.name) ?? '',
    greeting_enabled: flag('greeting_enabled', current.greeting_enabled),
    greeting_message: words('greeting_message', current.greeting_message),
    enable_email_collect: flag('enable_email_collect', current.enable_email_collect),
    csat_survey_enabled: flag('csat_survey_enabled', current.csat_survey_enabled),
    enable_auto_assignment: flag('enable_auto_assignment', current.enable_auto_assignment),
    working_hours_enabled: flag('working_hours_enabled', current.working_hours_enabled),
    out_of_office_message: words('out_of_office_message', current.out_of_office_message),
    timezone: text(params.timezone) ?? current.timezone,
    allow_messages_after_resolved: flag('allow_messages_after_resolved', current.allow_messages_after_resolved),
    lock_to_single_conversation: flag('lock_to_single_conversation', current.lock_to_single_conversation),
    sender_name_type: text(params.sender_name_type) ?? current.sender_name_type,
    business_name: words('business_name', current.business_name),
  };
  if (settings.name === '') throw invalid({ attribute: 'name', message: "Name can't be blank" });
  if (!isTimeZone(settings.timezone)) {
    throw invalid({ attribute: 'timezone', message: 'Timezone is not included in the list' });
  }
  return settings;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // The one way to ask: a RangeError means that there is no such zone.
    return false;
  }
}
