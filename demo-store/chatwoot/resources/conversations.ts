import { randomUUID } from 'node:crypto';
import { conversationEvent, type Performer } from '../cable/events.ts';
import type { Chatwoot } from '../chatwoot.ts';
import { crash, invalid } from '../http/failures.ts';
import { accountOf, contactOf, inboxOf } from '../state/find.ts';
import type {
  Attributes,
  ContactInboxRow,
  ConversationRow,
  ConversationStatus,
  Priority,
  UserRow,
} from '../state/rows.ts';
import { nextId, removeWhere } from '../state/state.ts';
import { now } from '../state/times.ts';
import { availableName } from '../views/user-views.ts';
import { addActivity } from './messages.ts';

type ConversationWish = {
  status?: ConversationStatus | undefined;
  assigneeId?: number | undefined;
  teamId?: number | undefined;
  snoozedUntil?: string | null;
  customAttributes?: Attributes | undefined;
  additionalAttributes?: Attributes | undefined;
  labels?: string[];
};

/** A new conversation of a session, or the session's last one if the inbox is locked to one. */
export function startConversation(
  chatwoot: Chatwoot,
  session: ContactInboxRow,
  wish: ConversationWish,
): ConversationRow {
  const inbox = inboxOf(chatwoot, session);
  const last = conversationsOfSession(chatwoot, session).at(-1);
  if (inbox.lock_to_single_conversation && last !== undefined) return last;
  checkCustomAttributes(wish.customAttributes ?? {});

  const { state } = chatwoot;
  const createdAt = now();
  const conversation: ConversationRow = {
    id: nextId(state, 'conversations'),
    display_id: nextDisplayId(chatwoot, inbox.account_id),
    uuid: randomUUID(),
    account_id: inbox.account_id,
    inbox_id: inbox.id,
    contact_id: session.contact_id,
    contact_inbox_id: session.id,
    // Rule 38: somebody who is blocked gets no attention. (An inbox with a bot would say `pending`: no bots here.)
    status: contactOf(chatwoot, session).blocked ? 'resolved' : (wish.status ?? 'open'),
    priority: null,
    assignee_id: wish.assigneeId ?? null,
    team_id: wish.teamId ?? null,
    labels: wish.labels ?? [],
    custom_attributes: wish.customAttributes ?? {},
    additional_attributes: wish.additionalAttributes ?? {},
    snoozed_until: wish.snoozedUntil ?? null,
    waiting_since: createdAt,
    first_reply_created_at: null,
    agent_last_seen_at: null,
    contact_last_seen_at: null,
    last_activity_at: createdAt,
    created_at: createdAt,
    updated_at: createdAt,
  };
  state.conversations.push(conversation);
  // Chatwoot tells by a job: by then the first message is in it.
  queueMicrotask(() => conversationEvent(chatwoot, 'conversation.created', conversation));
  return conversation;
}

/** Rule 37: numbers count per account, and one that was used up is not given again. */
export function nextDisplayId(chatwoot: Chatwoot, accountId: number): number {
  const account = accountOf(chatwoot, { account_id: accountId });
  account.last_display_id += 1;
  return account.last_display_id;
}

export function conversationsOfSession({ state }: Chatwoot, session: ContactInboxRow): ConversationRow[] {
  return state.conversations.filter((row) => row.contact_inbox_id === session.id);
}

/** Something that sockets should hear of. */
export function saveConversation(chatwoot: Chatwoot, conversation: ConversationRow, changes: Partial<ConversationRow>) {
  Object.assign(conversation, changes, { updated_at: now() });
  conversationEvent(chatwoot, 'conversation.updated', conversation);
}

/** Rule 36: replaces them as a whole. */
export function replaceCustomAttributes(chatwoot: Chatwoot, conversation: ConversationRow, attributes: Attributes) {
  checkCustomAttributes(attributes);
  saveConversation(chatwoot, conversation, { custom_attributes: attributes });
}

function checkCustomAttributes(attributes: Attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    const attribute = 'custom_attributes';
    if (typeof value === 'string' && value.length > 1500) {
      throw invalid({ attribute, message: `Custom attributes ${key} length should be < 1500` });
    }
    if (typeof value === 'number' && Number.isInteger(value) && value > 9_999_999_999) {
      throw invalid({ attribute, message: `Custom attributes ${key} value should be < 9999999999` });
    }
  }
}

/** Rule 36: the whole set again; labels that nobody defined are accepted here. */
export function replaceLabels(
  chatwoot: Chatwoot,
  conversation: ConversationRow,
  labels: string[],
  by: Performer,
): void {
  const wanted = [...new Set(labels)];
  const added = wanted.filter((label) => !conversation.labels.includes(label));
  const removed = conversation.labels.filter((label) => !wanted.includes(label));
  if (added.length + removed.length === 0) return;
  saveConversation(chatwoot, conversation, { labels: wanted });
  const who = by?.name ?? 'System';
  if (added.length > 0) addActivity(chatwoot, conversation, `${who} added ${added.join(', ')}`);
  if (removed.length > 0) addActivity(chatwoot, conversation, `${who} removed ${removed.join(', ')}`);
}

export function changePriority(chatwoot: Chatwoot, conversation: ConversationRow, value: unknown, by: UserRow): void {
  const priority = priorityOf(value);
  if (priority === conversation.priority) return;
  saveConversation(chatwoot, conversation, { priority });
  const what = priority === null ? 'removed the priority' : `set the priority to ${priority}`;
  addActivity(chatwoot, conversation, `${by.name} ${what}`);
}

function priorityOf(value: unknown): Priority | null {
  if (value === undefined || value === null) return null;
  if (value === 'low' || value === 'medium' || value === 'high' || value === 'urgent') return value;
  throw crash('unknown priority');
}

/** Anybody of the account, inbox member or not; somebody unknown unassigns (T52). */
export function assign(chatwoot: Chatwoot, conversation: ConversationRow, assignee: UserRow | undefined, by: UserRow) {
  if ((assignee?.id ?? null) === conversation.assignee_id) return;
  saveConversation(chatwoot, conversation, { assignee_id: assignee?.id ?? null });
  if (assignee === undefined) addActivity(chatwoot, conversation, `Conversation unassigned by ${by.name}`);
  else if (assignee === by) addActivity(chatwoot, conversation, `${by.name} self-assigned this conversation`);
  else addActivity(chatwoot, conversation, `Assigned to ${availableName(assignee)} by ${by.name}`);
}

export function deleteConversation({ state }: Chatwoot, conversation: ConversationRow): void {
  removeWhere(state.messages, (row) => row.conversation_id === conversation.id);
  removeWhere(state.conversations, (row) => row.id === conversation.id);
}

/** Whether an agent may see it (rule 30): inbox or team membership; administrators see all. */
export function isVisibleTo(
  chatwoot: Chatwoot,
  conversation: ConversationRow,
  user: UserRow,
  isAdministrator: boolean,
) {
  const team = chatwoot.state.teams.find((row) => row.id === conversation.team_id);
  return (
    isAdministrator ||
    inboxOf(chatwoot, conversation).member_ids.includes(user.id) ||
    (team?.member_ids.includes(user.id) ?? false)
  );
}
