import type { Chatwoot } from '../chatwoot.ts';
import { crash, invalid } from '../http/failures.ts';
import { int, type Params } from '../http/params.ts';
import type { AccountRow, AccountUserRow, Role, UserRow } from '../state/rows.ts';
import { nextId, removeWhere } from '../state/state.ts';
import { now } from '../state/times.ts';

/** Rule 25: one membership per user and account; posting it again changes the role. */
export function upsertAccountUser(chatwoot: Chatwoot, account: AccountRow, params: Params): AccountUserRow {
  const role = roleOf(params.role);
  const user = chatwoot.state.users.find((row) => row.id === int(params.user_id));
  if (user === undefined) throw invalid({ attribute: 'user', message: 'User must exist' });
  const existing = chatwoot.state.accountUsers.find((row) => row.account_id === account.id && row.user_id === user.id);
  if (existing === undefined) return addMember(chatwoot, account, user, role);
  return Object.assign(existing, { role, updated_at: now() });
}

function addMember({ state }: Chatwoot, account: AccountRow, user: UserRow, role: Role): AccountUserRow {
  const member: AccountUserRow = {
    id: nextId(state, 'accountUsers'),
    account_id: account.id,
    user_id: user.id,
    role,
    availability: 'online',
    auto_offline: true,
    created_at: now(),
    updated_at: now(),
  };
  state.accountUsers.push(member);
  return member;
}

/** Answers the same whether there was one or not; inboxes and teams of the account lose the user too. */
export function removeAccountUser({ state }: Chatwoot, account: AccountRow, userId: number | undefined): void {
  removeWhere(state.accountUsers, (row) => row.account_id === account.id && row.user_id === userId);
  for (const row of [...state.inboxes, ...state.teams]) {
    if (row.account_id === account.id) removeWhere(row.member_ids, (id) => id === userId);
  }
}

function roleOf(value: unknown): Role {
  if (value === undefined || value === null) return 'agent';
  if (value === 'agent' || value === 'administrator') return value;
  throw crash('unknown role');
}
