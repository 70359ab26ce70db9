import type { Chatwoot } from '../chatwoot.ts';
import { crash, invalid } from '../http/failures.ts';
import { filledText, int, isRecord, type Params, record, text } from '../http/params.ts';
import type { AccountRow, Attributes } from '../state/rows.ts';
import { nextId, removeWhere } from '../state/state.ts';
import { now } from '../state/times.ts';
import { defaultFeatures, optionalFeatures } from './features.ts';
import { isLanguage } from './languages.ts';

/** Rule 23: these are all the parameters of the Platform API; `account_name` is none of them. */
export function createAccount(chatwoot: Chatwoot, params: Params): AccountRow {
  const account: AccountRow = {
    id: 0,
    name: '',
    locale: 'en',
    domain: null,
    support_email: null,
    status: 'active',
    features: [...defaultFeatures],
    limits: {},
    custom_attributes: {},
    settings: {},
    last_display_id: 0,
    created_at: now(),
  };
  updateByPlatform(account, params);
  account.id = nextId(chatwoot.state, 'accounts');
  chatwoot.state.accounts.push(account);
  return account;
}

/** Rule 23: `limits` and `custom_attributes` are replaced as a whole, `features` switched one by one. */
export function updateByPlatform(account: AccountRow, params: Params): void {
  const changed = { ...account, ...commonChanges(account, params) };
  if ('status' in params) changed.status = accountStatus(params.status);
  if ('limits' in params) changed.limits = checkedLimits(params.limits);
  if ('custom_attributes' in params) changed.custom_attributes = record(params.custom_attributes) ?? {};
  if (isRecord(params.features)) changed.features = switchFeatures(account.features, params.features);
  Object.assign(account, changed);
}

/** `PATCH /api/v1/accounts/:id` by an administrator: the shared columns and some settings. */
export function updateByAdministrator(account: AccountRow, params: Params): void {
  const settings = { ...account.settings };
  for (const key of [
    'auto_resolve_after',
    'auto_resolve_message',
    'auto_resolve_ignore_waiting',
    'auto_resolve_label',
  ]) {
    if (key in params) settings[key] = params[key];
  }
  checkAutoResolve(settings.auto_resolve_after);
  Object.assign(account, commonChanges(account, params), { settings });
}

export function deleteAccount({ state }: Chatwoot, account: AccountRow): void {
  const isItsOwn = (row: { account_id: number }) => row.account_id === account.id;
  const gone = state.inboxes.filter(isItsOwn).map((inbox) => inbox.id);
  removeWhere(state.contactInboxes, (session) => gone.includes(session.inbox_id));
  removeWhere(state.accounts, (row) => row.id === account.id);
  removeWhere(state.accountUsers, isItsOwn);
  removeWhere(state.inboxes, isItsOwn);
  removeWhere(state.contacts, isItsOwn);
  removeWhere(state.conversations, isItsOwn);
  removeWhere(state.messages, isItsOwn);
  removeWhere(state.notes, isItsOwn);
  removeWhere(state.attributeDefinitions, isItsOwn);
  removeWhere(state.labels, isItsOwn);
  removeWhere(state.teams, isItsOwn);
  // Rule 22: the permissible stays behind, and the platform's list of accounts is broken from then on.
}

function commonChanges(account: AccountRow, params: Params) {
  const name = 'name' in params ? filledText(params.name) : account.name || undefined;
  if (name === undefined) throw invalid({ attribute: 'name', message: "Name can't be blank" });
  const locale = 'locale' in params ? text(params.locale) : account.locale;
  if (locale === undefined || !isLanguage(locale)) throw crash('unknown locale');
  return {
    name,
    locale,
    domain: 'domain' in params ? (text(params.domain) ?? null) : account.domain,
    support_email: 'support_email' in params ? (text(params.support_email) ?? null) : account.support_email,
  };
}

function accountStatus(value: unknown): AccountRow['status'] {
  if (value === 'active' || value === 'suspended') return value;
  throw crash('unknown account status');
}

const limitNames = ['inboxes', 'agents', 'captain_responses', 'captain_documents', 'emails'];

function checkedLimits(value: unknown): Attributes {
  const limits = record(value) ?? {};
  if (Object.keys(limits).every((name) => limitNames.includes(name))) return limits;
  throw invalid({ attribute: 'limits', message: 'Limits : Invalid data' });
}

/** What an account may still add; a limit that is no number counts as 0 (T51). */
export function isAboveLimit(account: AccountRow, name: 'inboxes' | 'agents', count: number): boolean {
  return name in account.limits && count >= (int(account.limits[name]) ?? 0);
}

/** Any value that is not blank switches a feature on, the string `"false"` too (T24). */
function switchFeatures(features: string[], wanted: Attributes): string[] {
  const enabled = new Set(features);
  for (const [name, value] of Object.entries(wanted)) {
    if (!defaultFeatures.includes(name) && !optionalFeatures.includes(name)) throw crash(`unknown feature ${name}`);
    if (value === false || value === null || value === '') enabled.delete(name);
    else enabled.add(name);
  }
  return [...enabled];
}

function checkAutoResolve(value: unknown): void {
  const minutes = int(value);
  if (minutes === undefined) return;
  const attribute = 'auto_resolve_after';
  if (minutes < 10) throw invalid({ attribute, message: 'Auto resolve after must be greater than or equal to 10' });
  if (minutes > 1_439_856)
    throw invalid({ attribute, message: 'Auto resolve after must be less than or equal to 1439856' });
}
