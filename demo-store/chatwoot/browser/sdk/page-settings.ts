/** `window.chatwootSettings`, as pages write it: every key optional, unknown keys ignored. */
export type ChatwootSettings = Partial<Omit<PageSettings, 'position'>> & { position?: string };

export interface PageSettings {
  locale: string | undefined;
  useBrowserLanguage: boolean;
  /** Domain attribute of the cookies; a wrong one sets no cookie at all and nobody hears of it. */
  baseDomain: string | undefined;
  hideMessageBubble: boolean;
  position: 'left' | 'right';
  type: 'standard' | 'expanded_bubble';
  launcherTitle: string;
  showPopoutButton: boolean;
  showUnreadMessagesDialog: boolean;
  widgetStyle: 'standard' | 'flat';
  darkMode: ColorScheme;
  welcomeTitle: string;
  welcomeDescription: string;
  availableMessage: string;
  unavailableMessage: string;
  enableFileUpload: boolean | undefined;
  enableEmojiPicker: boolean;
  enableEndConversation: boolean;
}

export type ColorScheme = 'light' | 'auto' | 'dark';

/** Reads the page's settings; called once, by `run()`, so that later changes have no effect (rule 5). */
export function readPageSettings(given: ChatwootSettings): PageSettings {
  return {
    locale: given.useBrowserLanguage ? navigator.language.replace('-', '_') : given.locale,
    useBrowserLanguage: given.useBrowserLanguage || false,
    baseDomain: given.baseDomain,
    hideMessageBubble: given.hideMessageBubble || false,
    position: given.position === 'left' ? 'left' : 'right',
    type: given.type === 'expanded_bubble' ? 'expanded_bubble' : 'standard',
    launcherTitle: given.launcherTitle || '',
    showPopoutButton: given.showPopoutButton || false,
    showUnreadMessagesDialog: given.showUnreadMessagesDialog ?? true,
    widgetStyle: given.widgetStyle === 'flat' ? 'flat' : 'standard',
    darkMode: colorSchemeOr(given.darkMode, 'light'),
    welcomeTitle: given.welcomeTitle || '',
    welcomeDescription: given.welcomeDescription || '',
    availableMessage: given.availableMessage || '',
    unavailableMessage: given.unavailableMessage || '',
    enableFileUpload: given.enableFileUpload,
    enableEmojiPicker: given.enableEmojiPicker ?? true,
    enableEndConversation: given.enableEndConversation ?? true,
  };
}

export function colorSchemeOr(wanted: string | undefined, fallback: ColorScheme): ColorScheme {
  return wanted === 'light' || wanted === 'auto' || wanted === 'dark' ? wanted : fallback;
}
