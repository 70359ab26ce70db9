import type { Chatwoot } from '../chatwoot.ts';
import { refused } from '../http/failures.ts';
import { int } from '../http/params.ts';
import { findById } from '../state/find.ts';
import type { AccountRow, UserRow } from '../state/rows.ts';

type Type = 'Account' | 'User';

function isPermissible({ state }: Chatwoot, type: Type, id: number): boolean {
  return state.permissibles.some((entry) => entry.type === type && entry.id === id);
}

export function grant(chatwoot: Chatwoot, type: Type, id: number): void {
  if (!isPermissible(chatwoot, type, id)) chatwoot.state.permissibles.push({ type, id });
}

/** Rule 22: what this platform app did not make is not its own. @throws RecordNotFound, Failure 401 */
export function permissibleAccount(chatwoot: Chatwoot, id: unknown): AccountRow {
  return checked(chatwoot, 'Account', findById(chatwoot.state.accounts, int(id)));
}

export function permissibleUser(chatwoot: Chatwoot, id: unknown): UserRow {
  return checked(chatwoot, 'User', findById(chatwoot.state.users, int(id)));
}

function checked<Row extends { id: number }>(chatwoot: Chatwoot, type: Type, row: Row): Row {
  if (!isPermissible(chatwoot, type, row.id)) throw refused(401, 'Non permissible resource');
  return row;
}
