import type { Chatwoot } from '../chatwoot.ts';
import { invalid } from '../http/failures.ts';
import { bool, type Params, text } from '../http/params.ts';
import type { AccountRow, LabelRow } from '../state/rows.ts';
import { nextId } from '../state/state.ts';

const shape = /^[a-z0-9][a-z0-9_-]+$/;

export function createLabel(chatwoot: Chatwoot, account: AccountRow, params: Params): LabelRow {
  const { state } = chatwoot;
  const label: LabelRow = {
    id: 0,
    account_id: account.id,
    title: checkedTitle(chatwoot, account, params.title),
    description: text(params.description) ?? null,
    color: text(params.color) ?? '#1f93ff',
    show_on_sidebar: bool(params.show_on_sidebar) ?? null,
  };
  label.id = nextId(state, 'labels');
  state.labels.push(label);
  return label;
}

export function updateLabel(chatwoot: Chatwoot, account: AccountRow, label: LabelRow, params: Params): void {
  if ('title' in params) label.title = checkedTitle(chatwoot, account, params.title, label);
  label.description = text(params.description) ?? label.description;
  label.color = text(params.color) ?? label.color;
  label.show_on_sidebar = bool(params.show_on_sidebar) ?? label.show_on_sidebar;
}

/** Rule 61: lowered, two characters or more, no spaces, once per account. */
function checkedTitle({ state }: Chatwoot, account: AccountRow, value: unknown, self?: LabelRow): string {
  const title = (text(value) ?? '').toLowerCase();
  const attribute = 'title';
  if (title === '')
    throw invalid({ attribute, message: "Title can't be blank" }, { attribute, message: 'Title is invalid' });
  if (!shape.test(title)) throw invalid({ attribute, message: 'Title is invalid' });
  const isTaken = state.labels.some((row) => row.account_id === account.id && row.title === title && row !== self);
  if (isTaken) throw invalid({ attribute, message: 'Title has already been taken' });
  return title;
}

export function labelView({ account_id: _, ...label }: LabelRow) {
  return label;
}
