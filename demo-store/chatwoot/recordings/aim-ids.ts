import { isRecord } from '../http/params.ts';
import type { IdTable, State } from '../state/state.ts';
import { valueAt } from '../testing/value-at.ts';
import type { Exchange } from './exchange.ts';

/**
 * The recorded server had lived before, and some calls were left out of the recordings. So before a request that makes
 * something, the counters are set to give out the ids that the recording has; then later requests find them.
 */
export function aimIds(state: State, exchange: Exchange): void {
  const { request, response } = exchange;
  if (response.status !== 200) return;
  for (const [method, path, aims] of creations) {
    if (request.method !== method || !path.test(request.path)) continue;
    for (const [table, at] of Object.entries(aims)) aim(state, table, valueAt(response.body, at), request.path);
  }
}

/** What an answer shows of new rows: table -> where its id stands. `numbers` are conversations, counted per account. */
const creations: [string, RegExp, Partial<Record<IdTable | 'numbers', string>>][] = [
  ['POST', /^\/platform\/api\/v1\/accounts$/, { accounts: 'id' }],
  ['POST', /^\/platform\/api\/v1\/users$/, { users: 'id' }],
  ['POST', /\/account_users$/, { accountUsers: 'id' }],
  ['POST', /\/agents$/, { users: 'id' }],
  ['POST', /\/inboxes$/, { inboxes: 'id', channels: 'channel_id' }],
  ['POST', /\/accounts\/\d+\/contacts$/, { contacts: 'payload.contact.id' }],
  ['POST', /\/notes$/, { notes: 'id' }],
  ['POST', /\/accounts\/\d+\/labels$/, { labels: 'id' }],
  ['POST', /\/teams$/, { teams: 'id' }],
  ['POST', /\/webhooks$/, { webhooks: 'payload.webhook.id' }],
  ['POST', /\/custom_attribute_definitions$/, { attributeDefinitions: 'id' }],
  ['POST', /\/accounts\/\d+\/conversations$/, { numbers: 'id', messages: 'messages.0.id' }],
  ['POST', /\/messages(\?|$)/, { numbers: 'conversation_id', messages: 'id', attachments: 'attachments.0.id' }],
  ['POST', /\/widget\/conversations\?/, { numbers: 'id', messages: 'messages.0.id' }],
  ['POST', /\/widget\/config\?/, { contacts: 'contact.id' }],
  ['PATCH', /\/set_user\?/, { contacts: 'id' }],
  ['POST', /^\/public\/.*\/contacts$/, { contacts: 'id' }],
  ['POST', /^\/public\/.*\/conversations$/, { numbers: 'id' }],
];

export function aim(state: State, table: string, id: unknown, path = ''): void {
  if (typeof id !== 'number') return;
  if (table === 'messages') moveActivitiesAside(state, id);
  if (table === 'numbers') aimNumber(state, id, path);
  else if (!exists(state, table, id)) state.lastIds[table] = id - 1;
}

const aside = 1_000_000;

/** Chatwoot writes activities by a job, so they take later ids there than here. */
function moveActivitiesAside(state: State, id: number) {
  for (const message of state.messages) {
    if (message.message_type === 'activity' && message.id >= id && message.id < aside) message.id += aside;
  }
}

/** Widget and public routes name no account: everything of theirs happened in the first one. */
function aimNumber(state: State, number: number, path: string) {
  const accountId = Number(/\/accounts\/(\d+)/.exec(path)?.[1] ?? state.accounts[0]?.id);
  const account = state.accounts.find((row) => row.id === accountId);
  const isTaken = state.conversations.some((row) => row.account_id === accountId && row.display_id === number);
  if (account !== undefined && !isTaken) account.last_display_id = number - 1;
}

function exists(state: State, table: string, id: number): boolean {
  const rows: unknown = Object.entries(state).find(([name]) => name === table)?.[1];
  return Array.isArray(rows) && rows.some((row) => isRecord(row) && row.id === id);
}
