import type { Chatwoot } from '../chatwoot.ts';
import { messagesOf } from '../state/find.ts';
import type { ConversationRow } from '../state/rows.ts';

const mostShown = 10;

/** Visitors' messages that no agent has seen yet; Chatwoot stops counting at ten. */
export function unreadCount(chatwoot: Chatwoot, conversation: ConversationRow): number {
  const seenAt = conversation.agent_last_seen_at ?? '';
  const unread = messagesOf(chatwoot, conversation).filter(
    (message) => message.message_type === 'incoming' && message.created_at > seenAt,
  );
  return Math.min(unread.length, mostShown);
}
