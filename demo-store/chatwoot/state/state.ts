import type {
  AccountRow,
  AccountUserRow,
  AttributeDefinitionRow,
  ContactInboxRow,
  ContactRow,
  ConversationRow,
  InboxRow,
  LabelRow,
  MessageRow,
  NoteRow,
  TeamRow,
  UserRow,
  WebhookRow,
} from './rows.ts';
import { randomToken } from './tokens.ts';

export const stateVersion = 1;

/** Everything the stand-in knows. Plain data: it is written to the data file as it is. */
export type State = {
  version: typeof stateVersion;
  /** Signs the visitors' JWTs. */
  secretKeyBase: string;
  /** The last id given out, per table. */
  lastIds: Record<string, number>;
  /** What the platform app may touch (rule 22). */
  permissibles: { type: 'Account' | 'User'; id: number }[];
  accounts: AccountRow[];
  users: UserRow[];
  accountUsers: AccountUserRow[];
  inboxes: InboxRow[];
  contacts: ContactRow[];
  contactInboxes: ContactInboxRow[];
  conversations: ConversationRow[];
  messages: MessageRow[];
  notes: NoteRow[];
  attributeDefinitions: AttributeDefinitionRow[];
  labels: LabelRow[];
  teams: TeamRow[];
  webhooks: WebhookRow[];
};

/** Tables whose rows have an id of their own; a few of them live inside another row. */
export type IdTable =
  | Exclude<keyof State, 'version' | 'secretKeyBase' | 'lastIds' | 'permissibles'>
  | 'channels'
  | 'workingHours'
  | 'attachments';

export function emptyState(): State {
  return {
    version: stateVersion,
    secretKeyBase: randomToken(64),
    lastIds: {},
    permissibles: [],
    accounts: [],
    users: [],
    accountUsers: [],
    inboxes: [],
    contacts: [],
    contactInboxes: [],
    conversations: [],
    messages: [],
    notes: [],
    attributeDefinitions: [],
    labels: [],
    teams: [],
    webhooks: [],
  };
}

export function nextId(state: State, table: IdTable): number {
  const id = (state.lastIds[table] ?? 0) + 1;
  state.lastIds[table] = id;
  return id;
}

/** Takes the rows out of the list itself, so that nobody keeps an old list. */
export function removeWhere<Row>(rows: Row[], isGone: (row: Row) => boolean): void {
  const kept = rows.filter((row) => !isGone(row));
  rows.splice(0, rows.length, ...kept);
}
