import { loadConversation, markSeen, receiveMessage } from './conversation-actions.ts';
import { postToPage } from './page-port.ts';
import { announceUnread } from './unread.ts';
import { silently, type WidgetContext } from './widget-context.ts';
import type { WidgetAgent, WidgetMessage } from './widget-types.ts';

/** An agent who stopped without saying so. */
const typingTimeoutMs = 30_000;

interface CableEvents {
  'message.created': WidgetMessage & { sender_type?: string };
  'message.updated': WidgetMessage & { previous_changes?: { content_attributes?: [SubmittedValues, SubmittedValues] } };
  'conversation.created': object;
  'conversation.status_changed': { id: number; status: string };
  'conversation.typing_on': TypingEvent;
  'conversation.typing_off': TypingEvent;
  'presence.update': { users?: Record<string, string> };
}

interface TypingEvent {
  conversation: { id: number };
  is_private?: boolean;
}

type SubmittedValues = { submitted_values?: unknown } | null;

/** `/cable` for a visitor: the events that change what the panel shows. */
export function cableHandlers(context: WidgetContext) {
  const { store } = context;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  const setTyping = ({ conversation, is_private }: TypingEvent, isAgentTyping: boolean) => {
    if (is_private || conversation.id !== store.get().conversation.id) return;
    clearTimeout(typingTimer);
    store.set({ isAgentTyping });
    if (isAgentTyping) typingTimer = setTimeout(() => store.set({ isAgentTyping: false }), typingTimeoutMs);
  };
  const handlers: { [Event in keyof CableEvents]: (data: CableEvents[Event]) => void } = {
    'message.created': (message) => {
      if (isOfAnotherConversation(context, message)) return;
      receiveMessage(context, message);
      postToPage('onEvent', { eventIdentifier: 'chatwoot:on-message', data: message });
      if (message.sender_type === 'User') postToPage('playAudio');
      if (store.get().isOpen && store.get().view === 'messages') markSeen(context);
      announceUnread(context);
    },
    'message.updated': (message) => {
      if (isOfAnotherConversation(context, message)) return;
      receiveMessage(context, message);
      const [before, after] = message.previous_changes?.content_attributes ?? [];
      if (JSON.stringify(before?.submitted_values) === JSON.stringify(after?.submitted_values)) return;
      postToPage('onEvent', { eventIdentifier: 'chatwoot:on-message', data: message });
    },
    'conversation.created': () => silently(loadConversation(context)),
    'conversation.status_changed': ({ id, status }) => {
      const { conversation } = store.get();
      if (conversation.id === id) store.set({ conversation: { ...conversation, status } });
    },
    'conversation.typing_on': (data) => setTyping(data, true),
    'conversation.typing_off': (data) => setTyping(data, false),
    'presence.update': ({ users = {} }) => {
      const withPresence = (agent: WidgetAgent) => ({
        ...agent,
        availability_status: users[agent.id] ?? 'offline',
      });
      store.set({ agents: store.get().agents.map(withPresence) });
    },
  };
  return handlers;
}

/** Someone without a conversation takes whatever the socket brings, also what was meant for another person (T41). */
function isOfAnotherConversation({ store }: WidgetContext, message: WidgetMessage): boolean {
  const { id } = store.get().conversation;
  return id !== undefined && id !== message.conversation_id;
}
