import { connectCable } from '../cable.ts';
import { loadAttributeNames, loadConversations, loadMessages, receiveMessage, withoutSeen } from './desk-actions.ts';
import type { DeskContext } from './desk-context.ts';
import { withContact, withConversations } from './desk-state.ts';
import type { DeskContact, DeskConversation, DeskMessage } from './desk-types.ts';
import { notingTrouble } from './trouble.ts';

const pollEveryMs = 3_000;

interface DeskEvents {
  'message.created': DeskMessage;
  'message.updated': DeskMessage;
  'conversation.created': DeskConversation;
  'conversation.updated': DeskConversation;
  'conversation.status_changed': DeskConversation;
  'assignee.changed': DeskConversation;
  'conversation.typing_on': { conversation: { id: number }; user?: { type?: string } };
  'conversation.typing_off': { conversation: { id: number }; user?: { type?: string } };
  'contact.updated': DeskContact;
  'presence.update': { contacts?: Record<string, string> };
}

/**
 * Keeps the desk current: by the socket while it stands, by asking every few seconds while it does not, and with
 * everything anew once it is back.
 * @returns a function that stops it.
 */
export function startLiveDesk(context: DeskContext): () => void {
  const { store } = context;
  const { pubsubToken, accountId, userId } = store.get().agent;
  const refresh = oneAtATime(() =>
    notingTrouble(context, async () => {
      await loadConversations(context);
      await loadAttributeNames(context);
      await loadMessages(context);
    }),
  );
  const poll = setInterval(() => {
    const { socket, trouble } = store.get();
    if (socket === 'down' || trouble) void refresh();
  }, pollEveryMs);
  const closeCable = connectCable(
    { pubsub_token: pubsubToken, account_id: accountId, user_id: userId },
    {
      onEvent: (event, data) => receiveEvent(context, event, data),
      onUp: () => {
        store.set({ socket: 'up' });
        void refresh();
      },
      onDown: () => {
        store.set({ socket: 'down' });
        void refresh();
      },
    },
  );
  return () => {
    clearInterval(poll);
    closeCable();
  };
}

/** Runs a task; asked again while it runs, once more after it, because what it read may be old by then. */
function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let isRunning = false;
  let isWanted = false;
  return async () => {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await task();
    }
    isRunning = false;
  };
}

function receiveEvent(context: DeskContext, event: string, data: unknown): void {
  const handlers = eventHandlers(context);
  // Which data belong to which event is the sender's word only.
  if (Object.hasOwn(handlers, event)) (handlers[event as keyof DeskEvents] as (data: unknown) => void)(data);
}

function eventHandlers(context: DeskContext): { [Event in keyof DeskEvents]: (data: DeskEvents[Event]) => void } {
  const { store, api } = context;
  const takeConversation = (conversation: DeskConversation) => {
    const { openId, conversations } = store.get();
    store.set({ conversations: withoutSeen(openId, withConversations(conversations, [conversation])) });
  };
  const setTyping = ({ conversation, user }: DeskEvents['conversation.typing_on'], isVisitorTyping: boolean) => {
    if (user?.type === 'contact' && conversation.id === store.get().openId) store.set({ isVisitorTyping });
  };
  return {
    'message.created': (message) => {
      receiveMessage(context, message);
      if (message.conversation_id !== store.get().openId) return;
      if (message.message_type === 0) store.set({ isVisitorTyping: false });
      // Seen by whoever looks at it; a failure shows as an unread count that comes back.
      void api.markSeen(message.conversation_id).catch(() => {});
    },
    'message.updated': (message) => receiveMessage(context, message),
    'conversation.created': takeConversation,
    'conversation.updated': takeConversation,
    'conversation.status_changed': takeConversation,
    'assignee.changed': takeConversation,
    'conversation.typing_on': (data) => setTyping(data, true),
    'conversation.typing_off': (data) => setTyping(data, false),
    'contact.updated': (contact) => store.set({ conversations: withContact(store.get().conversations, contact) }),
    'presence.update': ({ contacts = {} }) => store.set({ onlineContacts: Object.keys(contacts).map(Number) }),
  };
}
