import type { ChannelConfig } from './widget-page-globals.ts';
import type {
  FrameConfig,
  OutgoingMessage,
  WidgetAgent,
  WidgetContact,
  WidgetConversation,
  WidgetMessage,
} from './widget-types.ts';

export interface WidgetState {
  channel: ChannelConfig;
  config: FrameConfig;
  view: 'home' | 'messages' | 'prechat' | 'unread';
  isOpen: boolean;
  /** Covers the whole screen, so the panel needs its own way out. */
  hasCloseButton: boolean;
  conversation: WidgetConversation;
  messages: WidgetMessage[];
  outgoing: OutgoingMessage[];
  contact: WidgetContact;
  agents: WidgetAgent[];
  isAgentTyping: boolean;
  /** Sent with the message that creates the conversation, lost with the page (rule 18). */
  pending: { customAttributes: Record<string, unknown>; labels: string[] };
  /** Where the page is; becomes `referer_url` of the next messages. */
  pageUrl: string;
}

export function initialState(channel: ChannelConfig): WidgetState {
  return {
    channel,
    config: {},
    view: 'home',
    isOpen: false,
    hasCloseButton: false,
    conversation: {},
    messages: [],
    outgoing: [],
    contact: {},
    agents: [],
    isAgentTyping: false,
    pending: { customAttributes: {}, labels: [] },
    pageUrl: '',
  };
}

export const isFromVisitor = (message: WidgetMessage): boolean => message.message_type === 0;
export const isActivity = (message: WidgetMessage): boolean => message.message_type === 2;

/** By whole seconds, as Chatwoot counts: an answer within the second of the last look is not unread. */
export function unreadMessages({ messages, conversation }: WidgetState): WidgetMessage[] {
  const seenAt = conversation.contact_last_seen_at ?? 0;
  return messages.filter((message) => !isFromVisitor(message) && !isActivity(message) && message.created_at > seenAt);
}

/** The list with these messages added or brought up to date, oldest first. */
export function withMessages(known: WidgetMessage[], fresh: WidgetMessage[]): WidgetMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of fresh) byId.set(message.id, { ...byId.get(message.id), ...message });
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/**
 * The visitor's own message usually comes back over the socket before its POST is answered: it takes the place of the
 * first one with the same text that is still on its way.
 */
export function withoutConfirmed(outgoing: OutgoingMessage[], confirmed: WidgetMessage): OutgoingMessage[] {
  if (!isFromVisitor(confirmed)) return outgoing;
  const index = outgoing.findIndex(({ state, content }) => state === 'sending' && content === confirmed.content);
  return outgoing.filter((_, at) => at !== index);
}
