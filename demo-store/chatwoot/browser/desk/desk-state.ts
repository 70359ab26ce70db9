import type { AgentSession } from './agent-session.ts';
import type { DeskContact, DeskConversation, DeskMessage, PendingReply } from './desk-types.ts';

export type Filter = 'open' | 'pending' | 'resolved' | 'all';
export const filters: readonly Filter[] = ['open', 'pending', 'resolved', 'all'];

export interface DeskState {
  agent: AgentSession;
  socket: 'connecting' | 'up' | 'down';
  /** What the last request met: nobody, or a Chatwoot that refuses. */
  trouble: 'unreachable' | 'suspended' | undefined;
  filter: Filter;
  conversations: DeskConversation[];
  /** Pages of the list fetched so far; a refetch asks for all of them again. */
  pages: number;
  hasMore: boolean;
  hasLoaded: boolean;
  openId: number | undefined;
  /** Of the open conversation, oldest first. */
  messages: DeskMessage[];
  areMessagesLoaded: boolean;
  hasEarlier: boolean;
  pendingReplies: PendingReply[];
  /** What was typed and not sent, per conversation. */
  drafts: Record<number, string>;
  isVisitorTyping: boolean;
  onlineContacts: number[];
  /** How attributes are called, by their key; those without a definition are called by it. */
  attributeNames: Record<string, string>;
  /** The one column that a narrow screen shows. */
  column: 'list' | 'thread' | 'details';
  notice: string | undefined;
}

export function initialDeskState(agent: AgentSession): DeskState {
  return {
    agent,
    socket: 'connecting',
    trouble: undefined,
    filter: 'open',
    conversations: [],
    pages: 1,
    hasMore: false,
    hasLoaded: false,
    openId: undefined,
    messages: [],
    areMessagesLoaded: false,
    hasEarlier: false,
    pendingReplies: [],
    drafts: {},
    isVisitorTyping: false,
    onlineContacts: [],
    attributeNames: {},
    column: 'list',
    notice: undefined,
  };
}

export function openConversation(state: DeskState): DeskConversation | undefined {
  return state.conversations.find(({ id }) => id === state.openId);
}

/** The conversations under a filter, the last active first. */
export function conversationsUnder(filter: Filter, conversations: DeskConversation[]): DeskConversation[] {
  return conversations
    .filter(({ status }) => filter === 'all' || status === filter)
    .sort((a, b) => b.last_activity_at - a.last_activity_at || b.id - a.id);
}

/** Takes over what an event or a request says about conversations; what it does not say stays. */
export function withConversations(known: DeskConversation[], fresh: DeskConversation[]): DeskConversation[] {
  const byId = new Map(known.map((conversation) => [conversation.id, conversation]));
  for (const conversation of fresh) byId.set(conversation.id, merged(byId.get(conversation.id), conversation));
  return [...byId.values()];
}

/** A socket's conversation has no last message of its own; it must not hide the one that is known. */
function merged(known: DeskConversation | undefined, fresh: DeskConversation): DeskConversation {
  const meta = { ...known?.meta, ...fresh.meta, sender: { ...known?.meta.sender, ...fresh.meta.sender } };
  return { ...known, ...fresh, meta };
}

export function withMessages(known: DeskMessage[], fresh: DeskMessage[]): DeskMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of fresh) byId.set(message.id, { ...byId.get(message.id), ...message });
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

export function withLastMessage(conversations: DeskConversation[], message: DeskMessage): DeskConversation[] {
  return conversations.map((conversation) => {
    if (conversation.id !== message.conversation_id || message.message_type === 2) return conversation;
    if ((lastMessage(conversation)?.id ?? 0) > message.id) return conversation;
    const unread_count = message.conversation?.unread_count ?? conversation.unread_count;
    return {
      ...conversation,
      unread_count,
      last_non_activity_message: message,
      last_activity_at: message.created_at,
    };
  });
}

export function withContact(conversations: DeskConversation[], contact: DeskContact): DeskConversation[] {
  return conversations.map((conversation) => {
    const { meta } = conversation;
    if (meta.sender.id !== contact.id) return conversation;
    return { ...conversation, meta: { ...meta, sender: { ...meta.sender, ...contact } } };
  });
}

export function lastMessage(conversation: DeskConversation): DeskMessage | undefined {
  return conversation.last_non_activity_message ?? conversation.messages.at(-1);
}

export function contactName({ meta }: DeskConversation): string {
  return meta.sender.name || meta.sender.email || 'Visitor';
}
