import { loadMessages, markSeen } from './conversation-actions.ts';
import { postToPage } from './page-port.ts';
import { loadContact, setUser } from './set-user.ts';
import { leaveUnread } from './unread.ts';
import { silently, type WidgetContext } from './widget-context.ts';
import type { FrameConfig } from './widget-types.ts';

/** The page's messages by `event`; fields are what the SDK sends, unchecked as in the official widget. */
interface PageMessages {
  'config-set': FrameConfig & { event: string };
  'change-url': { referrerURL: string };
  'toggle-close-button': { isMobile: boolean };
  'toggle-open': { isOpen: boolean };
  'push-event': { eventName: string };
  'set-user': Parameters<typeof setUser>[1];
  'set-custom-attributes': { customAttributes: Record<string, unknown> };
  'delete-custom-attribute': { customAttribute: string };
  'set-conversation-custom-attributes': { customAttributes: Record<string, unknown> };
  'delete-conversation-custom-attribute': { customAttribute: string };
  'set-label': { label: string };
  'remove-label': { label: string };
  'set-locale': { locale: string };
  'set-color-scheme': { darkMode: 'light' | 'auto' | 'dark' };
  'sdk-set-bubble-visibility': { hideMessageBubble: boolean };
}

type PageHandlers = { [Event in keyof PageMessages]: (message: PageMessages[Event]) => void };

export function pageHandlers(context: WidgetContext): PageHandlers {
  const { store, api } = context;
  return {
    'config-set': (config) => {
      store.set({ config });
      if (config.locale) api.setLocale(config.locale);
      postToPage('setBubbleLabel', { label: 'Chat with us' });
      loadEverything(context);
    },
    'change-url': ({ referrerURL }) => {
      store.set({ pageUrl: referrerURL });
      silently(api.campaigns());
    },
    'toggle-close-button': ({ isMobile }) => store.set({ hasCloseButton: isMobile }),
    'toggle-open': ({ isOpen }) => toggleOpen(context, isOpen),
    'push-event': ({ eventName }) => silently(api.reportEvent(eventName, store.get().pageUrl)),
    'set-user': (message) => void setUser(context, message),
    'set-custom-attributes': ({ customAttributes }) => silently(api.setCustomAttributes(customAttributes)),
    'delete-custom-attribute': ({ customAttribute }) => silently(api.deleteCustomAttribute(customAttribute)),
    'set-conversation-custom-attributes': ({ customAttributes }) => {
      if (hasConversation(context)) return silently(api.setConversationAttributes(customAttributes));
      const { pending } = store.get();
      store.set({ pending: { ...pending, customAttributes: { ...pending.customAttributes, ...customAttributes } } });
    },
    'delete-conversation-custom-attribute': ({ customAttribute }) => {
      silently(api.deleteConversationAttribute(customAttribute));
    },
    'set-label': ({ label }) => {
      if (hasConversation(context)) return silently(api.addLabel(label));
      const { pending } = store.get();
      store.set({ pending: { ...pending, labels: [...pending.labels, label] } });
    },
    'remove-label': ({ label }) => silently(api.removeLabel(label)),
    'set-locale': ({ locale }) => api.setLocale(locale),
    'set-color-scheme': ({ darkMode }) => changeConfig(context, { darkMode }),
    'sdk-set-bubble-visibility': ({ hideMessageBubble }) => changeConfig(context, { hideMessageBubble }),
  };
}

/** What the frame asks for once the page has said how it wants it. */
export function loadEverything(context: WidgetContext): void {
  const { store, api } = context;
  silently(loadMessages(context));
  silently(loadContact(context));
  silently(api.agents().then(({ payload }) => store.set({ agents: payload })));
}

/**
 * Opening shows the messages only if they are here already; opened in the very `ready` handler, a returning visitor
 * meets the home view (rule 68, T44).
 */
function toggleOpen(context: WidgetContext, isOpen: boolean): void {
  const { store } = context;
  const { view, messages } = store.get();
  store.set({ isOpen });
  if (isOpen && view === 'home' && messages.length > 0) store.set({ view: 'messages' });
  if (isOpen && store.get().view === 'messages') markSeen(context);
  if (!isOpen && view === 'unread') leaveUnread(context, 'home');
}

function hasConversation({ store }: WidgetContext): boolean {
  return store.get().conversation.id !== undefined;
}

function changeConfig({ store }: WidgetContext, change: FrameConfig): void {
  store.set({ config: { ...store.get().config, ...change } });
}
