import { conversationEvent, type Performer } from '../cable/events.ts';
import type { Chatwoot } from '../chatwoot.ts';
import { crash } from '../http/failures.ts';
import { contactOf } from '../state/find.ts';
import type { ConversationRow, ConversationStatus } from '../state/rows.ts';
import { now } from '../state/times.ts';
import { addActivity } from './messages.ts';

const statuses: ConversationStatus[] = ['open', 'resolved', 'pending', 'snoozed'];

export function statusOf(value: unknown): ConversationStatus {
  const status = statuses.find((known) => known === value);
  if (status === undefined) throw crash('unknown conversation status');
  return status;
}

/** Without a wish an open conversation is resolved, any other opened. */
export function toggled(status: ConversationStatus): ConversationStatus {
  return status === 'open' ? 'resolved' : 'open';
}

const doneTo: Record<ConversationStatus, string> = {
  open: 'Conversation was reopened by',
  resolved: 'Conversation was marked resolved by',
  pending: 'Conversation was marked as pending by',
  snoozed: 'Conversation was snoozed by',
};

/** `by` is an agent, the visitor's name, or nobody: then the system did it. */
export function changeStatus(
  chatwoot: Chatwoot,
  conversation: ConversationRow,
  status: ConversationStatus,
  by: Performer | string,
  snoozedUntil: string | null = null,
): void {
  const before = conversation.status;
  conversation.snoozed_until = status === 'snoozed' ? snoozedUntil : null;
  if (status === before) return;
  conversation.status = status;
  conversation.updated_at = now();
  if (status === 'resolved') conversation.waiting_since = null;
  conversationEvent(chatwoot, 'conversation.status_changed', conversation);
  conversationEvent(chatwoot, 'conversation.updated', conversation);
  addActivity(chatwoot, conversation, activityText(status, by));
}

function activityText(status: ConversationStatus, by: Performer | string): string {
  if (by === undefined) return 'System reopened the conversation due to a new incoming message.';
  if (typeof by === 'string') return `Conversation was resolved by ${by}`;
  return `${doneTo[status]} ${by.name}`;
}

/** Rule 44: a visitor's message wakes a snoozed and opens a resolved conversation; a muted one stays resolved. */
export function reopen(chatwoot: Chatwoot, conversation: ConversationRow, performer: Performer): void {
  if (contactOf(chatwoot, conversation).blocked) return;
  if (conversation.status !== 'resolved' && conversation.status !== 'snoozed') return;
  changeStatus(chatwoot, conversation, 'open', conversation.status === 'snoozed' ? performer : undefined);
}
