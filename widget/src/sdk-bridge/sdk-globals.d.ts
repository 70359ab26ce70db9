/** What Chatwoot's SDK puts on the page, as far as we use it. */
export {};

declare global {
  interface ChatwootSettings {
    hideMessageBubble?: boolean;
    showUnreadMessagesDialog?: boolean;
    position?: 'left' | 'right';
    /** Chatwoot spells locales with an underscore: `pt_BR`. */
    locale?: string;
    darkMode?: 'light' | 'auto' | 'dark';
  }

  interface Chatwoot {
    /** False until the frame has said `loaded`. */
    hasLoaded: boolean;
    isOpen: boolean;
    /** Only after `chatwoot:ready`: before, it shows an empty panel that swallows clicks. */
    toggle(state: 'open' | 'close'): void;
    /** Throws without one of name, email and avatar_url. A number as identifier makes another contact. */
    setUser(identifier: string, user: Record<string, unknown>): void;
    /** What was told last; told again, wrongly, whenever the frame reloads. */
    user?: unknown;
    /** Takes the place of all that the conversation had. Throws when empty. */
    setConversationCustomAttributes(attributes: Record<string, unknown>): void;
  }

  interface Window {
    /** Read once, inside `run()`. */
    chatwootSettings?: ChatwootSettings;
    /** There once the script has been evaluated. */
    chatwootSDK?: { run(options: { websiteToken: string; baseUrl: string }): void };
    /** There once `run()` has been called. */
    $chatwoot?: Chatwoot;
  }

  interface WindowEventMap {
    'chatwoot:ready': CustomEvent<null>;
    'chatwoot:error': CustomEvent<unknown>;
    'chatwoot:opened': CustomEvent<null>;
    'chatwoot:closed': CustomEvent<null>;
    /** Whatever the frame's socket brings, the visitor's own messages too. */
    'chatwoot:on-message': CustomEvent<{ content?: unknown; message_type?: unknown } | null>;
  }
}
