import type { ChatwootSettings, PageSettings } from './page-settings.ts';

/** `window.$chatwoot`: the settings of this page, the widget's state, and the methods that a page may call. */
export interface Chatwoot extends PageSettings, ChatwootMethods {
  baseUrl: string;
  websiteToken: string;
  /** false until the frame has posted `loaded`. */
  hasLoaded: boolean;
  isOpen: boolean;
  resetTriggered: boolean;
  /** Set by `setUser`, and kept after `reset()`. */
  identifier?: string | number;
  user?: ChatwootUser;
}

export interface ChatwootMethods {
  toggle(state?: string): void;
  toggleBubbleVisibility(visibility: string): void;
  popoutChatWindow(): void;
  setUser(identifier: string | number, user: ChatwootUser): void;
  setCustomAttributes(customAttributes?: Attributes): void;
  deleteCustomAttribute(customAttribute?: string): void;
  setConversationCustomAttributes(customAttributes?: Attributes): void;
  deleteConversationCustomAttribute(customAttribute?: string): void;
  setLabel(label?: string): void;
  removeLabel(label?: string): void;
  setLocale(locale?: string): void;
  setColorScheme(darkMode?: string): void;
  reset(): void;
}

export type Attributes = Record<string, unknown>;

export interface ChatwootUser extends Attributes {
  name?: string;
  email?: string;
  avatar_url?: string;
  identifier_hash?: string;
}

export interface WidgetLocation {
  websiteToken: string;
  /** Without a trailing slash: everything is concatenated to it as it is. */
  baseUrl: string;
}

declare global {
  interface Window {
    chatwootSDK: { run(location: WidgetLocation): void };
    chatwootSettings?: ChatwootSettings;
    $chatwoot?: Chatwoot;
    playAudioAlert?: () => void;
    Turbolinks?: unknown;
  }
}
