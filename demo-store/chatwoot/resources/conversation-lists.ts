import type { Chatwoot } from '../chatwoot.ts';
import { filledText, int, type Params, texts } from '../http/params.ts';
import { messagesOf } from '../state/find.ts';
import type { AccountRow, ConversationRow, UserRow } from '../state/rows.ts';
import { type FilterKind, filterRows } from './filter.ts';

export const conversationsPerPage = 25;

/** The query of `GET /conversations`: `status` is `open` unless said, `all` is every status. */
export function listConversations(chatwoot: Chatwoot, visible: ConversationRow[], params: Params): ConversationRow[] {
  const status = filledText(params.status) ?? 'open';
  const inboxId = int(params.inbox_id);
  const teamId = int(params.team_id);
  const labels = texts(params.labels);
  const query = filledText(params.q)?.toLowerCase();
  return visible
    .filter((row) => status === 'all' || row.status === status)
    .filter((row) => inboxId === undefined || row.inbox_id === inboxId)
    .filter((row) => teamId === undefined || row.team_id === teamId)
    .filter((row) => labels.length === 0 || labels.some((label) => row.labels.includes(label)))
    .filter((row) => query === undefined || mentions(chatwoot, row, query));
}

function mentions(chatwoot: Chatwoot, conversation: ConversationRow, query: string): boolean {
  return messagesOf(chatwoot, conversation).some((message) => message.content?.toLowerCase().includes(query));
}

export function countConversations(rows: ConversationRow[], user: UserRow) {
  return {
    mine_count: rows.filter((row) => row.assignee_id === user.id).length,
    assigned_count: rows.filter((row) => row.assignee_id !== null).length,
    unassigned_count: rows.filter((row) => row.assignee_id === null).length,
    all_count: rows.length,
  };
}

/** The tab of the agents' list. */
export function byAssignee(rows: ConversationRow[], tab: unknown, user: UserRow): ConversationRow[] {
  if (tab === 'me') return rows.filter((row) => row.assignee_id === user.id);
  if (tab === 'unassigned') return rows.filter((row) => row.assignee_id === null);
  if (tab === 'assigned') return rows.filter((row) => row.assignee_id !== null);
  return rows;
}

export function latestFirst(rows: ConversationRow[]): ConversationRow[] {
  return rows.toSorted((a, b) => b.last_activity_at.localeCompare(a.last_activity_at) || b.id - a.id);
}

type Where = { chatwoot: Chatwoot; account: AccountRow };

export function filterConversations(rows: ConversationRow[], payload: unknown, where: Where): ConversationRow[] {
  return filterRows(rows, payload, conversationFilter, where);
}

const conversationFilter: FilterKind<ConversationRow> = {
  standard: {
    status: (row) => row.status,
    assignee_id: (row) => row.assignee_id,
    inbox_id: (row) => row.inbox_id,
    team_id: (row) => row.team_id,
    priority: (row) => row.priority,
    display_id: (row) => row.display_id,
    campaign_id: () => null,
    labels: (row) => row.labels,
    browser_language: (row) => row.additional_attributes.browser_language,
    conversation_language: (row) => row.additional_attributes.conversation_language,
    referer: (row) => row.additional_attributes.referer,
    created_at: (row) => row.created_at,
    last_activity_at: (row) => row.last_activity_at,
    mail_subject: (row) => row.additional_attributes.mail_subject,
  },
  customAttributes: (row) => row.custom_attributes,
  attributeModel: 'conversation_attribute',
};
