import type { Chatwoot } from '../chatwoot.ts';
import { unreadCount } from '../resources/unread.ts';
import { contactOf, inboxOf, messagesOf, sessionOf } from '../state/find.ts';
import type { ConversationRow, MessageRow } from '../state/rows.ts';
import { epoch, preciseEpoch } from '../state/times.ts';
import { contactPushView, contactRowView, contactView } from './contact-views.ts';
import { messagePushView, visitorMessageView } from './message-views.ts';
import { agentView, userPushView } from './user-views.ts';

function push(chatwoot: Chatwoot, message: MessageRow | undefined) {
  return message === undefined ? null : messagePushView(chatwoot, message);
}

function assigneeOf(chatwoot: Chatwoot, conversation: ConversationRow) {
  return chatwoot.state.users.find((user) => user.id === conversation.assignee_id);
}

function teamOf(chatwoot: Chatwoot, conversation: ConversationRow) {
  return chatwoot.state.teams.find((team) => team.id === conversation.team_id);
}

/** The conversation JSON of the Application API. */
export function conversationView(chatwoot: Chatwoot, conversation: ConversationRow) {
  const messages = messagesOf(chatwoot, conversation);
  const last = messages.at(-1);
  const contact = contactOf(chatwoot, conversation);
  return {
    meta: conversationMeta(chatwoot, conversation),
    id: conversation.display_id,
    messages: last === undefined ? [] : [messagePushView(chatwoot, last)],
    account_id: conversation.account_id,
    uuid: conversation.uuid,
    additional_attributes: conversation.additional_attributes,
    agent_last_seen_at: epoch(conversation.agent_last_seen_at),
    assignee_last_seen_at: 0,
    can_reply: true,
    contact_last_seen_at: epoch(conversation.contact_last_seen_at),
    custom_attributes: conversation.custom_attributes,
    inbox_id: conversation.inbox_id,
    labels: conversation.labels,
    muted: contact.blocked,
    snoozed_until: conversation.snoozed_until,
    status: conversation.status,
    created_at: epoch(conversation.created_at),
    updated_at: preciseEpoch(conversation.updated_at),
    timestamp: epoch(conversation.last_activity_at),
    first_reply_created_at: epoch(conversation.first_reply_created_at),
    unread_count: unreadCount(chatwoot, conversation),
    last_non_activity_message: push(
      chatwoot,
      messages.findLast((message) => message.message_type !== 'activity'),
    ),
    last_activity_at: epoch(conversation.last_activity_at),
    priority: conversation.priority,
    waiting_since: epoch(conversation.waiting_since),
    sla_policy_id: null,
  };
}

function conversationMeta(chatwoot: Chatwoot, conversation: ConversationRow) {
  const assignee = assigneeOf(chatwoot, conversation);
  const team = teamOf(chatwoot, conversation);
  return {
    sender: contactView(chatwoot, contactOf(chatwoot, conversation)),
    channel: inboxOf(chatwoot, conversation).channel.type,
    ...(assignee === undefined
      ? {}
      : { assignee: agentView(chatwoot, assignee, conversation.account_id), assignee_type: 'User' }),
    ...(team === undefined ? {} : { team: { id: team.id, name: team.name } }),
    hmac_verified: sessionOf(chatwoot, conversation).hmac_verified,
  };
}

/** The conversation of a socket frame; the visitor's socket gets all of this too. */
export function conversationPushView(chatwoot: Chatwoot, conversation: ConversationRow) {
  const shown = messagesOf(chatwoot, conversation).findLast(
    (message) => !message.private && message.message_type !== 'activity',
  );
  const assignee = assigneeOf(chatwoot, conversation);
  const team = teamOf(chatwoot, conversation);
  return {
    additional_attributes: conversation.additional_attributes,
    can_reply: true,
    channel: inboxOf(chatwoot, conversation).channel.type,
    contact_inbox: sessionOf(chatwoot, conversation),
    id: conversation.display_id,
    inbox_id: conversation.inbox_id,
    messages: shown === undefined ? [] : [messagePushView(chatwoot, shown)],
    labels: conversation.labels,
    meta: {
      sender: contactPushView(contactOf(chatwoot, conversation)),
      assignee: assignee === undefined ? null : userPushView(chatwoot, assignee, conversation.account_id),
      assignee_type: assignee === undefined ? null : 'User',
      team: team === undefined ? null : { id: team.id, name: team.name },
      hmac_verified: sessionOf(chatwoot, conversation).hmac_verified,
    },
    status: conversation.status,
    custom_attributes: conversation.custom_attributes,
    snoozed_until: conversation.snoozed_until,
    unread_count: unreadCount(chatwoot, conversation),
    first_reply_created_at: conversation.first_reply_created_at,
    priority: conversation.priority,
    waiting_since: epoch(conversation.waiting_since),
    agent_last_seen_at: epoch(conversation.agent_last_seen_at),
    contact_last_seen_at: epoch(conversation.contact_last_seen_at),
    last_activity_at: epoch(conversation.last_activity_at),
    timestamp: epoch(conversation.last_activity_at),
    created_at: epoch(conversation.created_at),
    updated_at: preciseEpoch(conversation.updated_at),
  };
}

/** `GET /api/v1/widget/conversations`. */
export function widgetConversationView(conversation: ConversationRow) {
  return {
    id: conversation.display_id,
    inbox_id: conversation.inbox_id,
    contact_last_seen_at: epoch(conversation.contact_last_seen_at),
    status: conversation.status,
  };
}

/** Messages that a visitor may see: no private notes, no activities. */
export function visibleMessages(chatwoot: Chatwoot, conversation: ConversationRow): MessageRow[] {
  return messagesOf(chatwoot, conversation).filter(
    (message) => !message.private && message.message_type !== 'activity',
  );
}

/** The conversation of the Public API, with the whole contact row. */
export function publicConversationView(chatwoot: Chatwoot, conversation: ConversationRow) {
  return {
    id: conversation.display_id,
    uuid: conversation.uuid,
    inbox_id: conversation.inbox_id,
    contact_last_seen_at: epoch(conversation.contact_last_seen_at),
    status: conversation.status,
    agent_last_seen_at: epoch(conversation.agent_last_seen_at),
    messages: visibleMessages(chatwoot, conversation).map((message) => visitorMessageView(chatwoot, message)),
    contact: contactRowView(contactOf(chatwoot, conversation)),
  };
}
