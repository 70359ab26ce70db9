import type { Chatwoot } from '../chatwoot.ts';
import { invalid, refused } from '../http/failures.ts';
import { bool, filledText, type Params, text } from '../http/params.ts';
import { membershipOf } from '../state/find.ts';
import type { AccountRow, TeamRow, UserRow } from '../state/rows.ts';
import { nextId } from '../state/state.ts';
import { now } from '../state/times.ts';

export function createTeam(chatwoot: Chatwoot, account: AccountRow, params: Params): TeamRow {
  const { state } = chatwoot;
  const team: TeamRow = {
    id: 0,
    account_id: account.id,
    name: checkedName(chatwoot, account, params.name),
    description: text(params.description) ?? null,
    allow_auto_assign: bool(params.allow_auto_assign) ?? true,
    member_ids: [],
    created_at: now(),
    updated_at: now(),
  };
  team.id = nextId(state, 'teams');
  state.teams.push(team);
  return team;
}

/** Rule 61: lowered, once per account. */
function checkedName({ state }: Chatwoot, account: AccountRow, value: unknown): string {
  const name = filledText(value)?.toLowerCase();
  const attribute = 'name';
  if (name === undefined) throw invalid({ attribute, message: "Name can't be blank" });
  const isTaken = state.teams.some((row) => row.account_id === account.id && row.name === name);
  if (isTaken) throw invalid({ attribute, message: 'Name has already been taken' });
  return name;
}

export function addTeamMembers(chatwoot: Chatwoot, team: TeamRow, userIds: number[]): void {
  const isOfAccount = (id: number) => membershipOf(chatwoot, { id: team.account_id }, { id }) !== undefined;
  if (!userIds.every(isOfAccount)) throw refused(401, 'Invalid User IDs');
  team.member_ids = [...new Set([...team.member_ids, ...userIds])];
}

export function teamView(team: TeamRow, viewer: UserRow) {
  return {
    id: team.id,
    name: team.name,
    description: team.description,
    allow_auto_assign: team.allow_auto_assign,
    account_id: team.account_id,
    is_member: team.member_ids.includes(viewer.id),
  };
}

/** The row itself: the answer to an assignment. */
export function teamRowView({ member_ids: _, ...team }: TeamRow) {
  return team;
}
