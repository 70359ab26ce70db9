import { setBubbleHidden, setOpen } from './bubble.ts';
import { openChatWindow } from './chat-window.ts';
import { readCookie, removeHostCookie, writeCookie } from './cookies.ts';
import { currentChatwoot } from './current-chatwoot.ts';
import { frameUrl, postToFrame, sessionCookieName, widgetFrame } from './frame.ts';
import { colorSchemeOr, type PageSettings } from './page-settings.ts';
import type { Attributes, Chatwoot, ChatwootMethods, ChatwootUser, WidgetLocation } from './sdk-globals.ts';
import { hasNameEmailOrAvatar, userCookieName, userFingerprint } from './user-fingerprint.ts';
import type { WidgetElements } from './widget-elements.ts';

/** Makes `$chatwoot`. Its methods work from now on and do harm until `chatwoot:ready`: nothing waits (rule 6). */
export function createChatwoot(elements: WidgetElements, location: WidgetLocation, settings: PageSettings): Chatwoot {
  return {
    baseUrl: location.baseUrl,
    websiteToken: location.websiteToken,
    hasLoaded: false,
    isOpen: false,
    resetTriggered: false,
    ...settings,
    ...chatwootMethods(elements),
  };
}

function chatwootMethods(elements: WidgetElements): ChatwootMethods {
  return {
    toggle: (state) => setOpen(elements, wantedState(state)),
    toggleBubbleVisibility: (visibility) => {
      if (visibility === 'show' || visibility === 'hide') setBubbleHidden(elements, visibility === 'hide');
    },
    popoutChatWindow: () => {
      const { baseUrl, websiteToken, locale } = currentChatwoot();
      setOpen(elements, false);
      openChatWindow(baseUrl, websiteToken, locale);
    },
    setUser,
    setCustomAttributes: (customAttributes) => {
      postToFrame('set-custom-attributes', { customAttributes: requireAttributes(customAttributes) });
    },
    deleteCustomAttribute: (customAttribute) => {
      postToFrame('delete-custom-attribute', { customAttribute: requireAttribute(customAttribute) });
    },
    setConversationCustomAttributes: (customAttributes) => {
      postToFrame('set-conversation-custom-attributes', { customAttributes: requireAttributes(customAttributes) });
    },
    deleteConversationCustomAttribute: (customAttribute) => {
      postToFrame('delete-conversation-custom-attribute', { customAttribute: requireAttribute(customAttribute) });
    },
    setLabel: (label = '') => postToFrame('set-label', { label }),
    removeLabel: (label = '') => postToFrame('remove-label', { label }),
    setLocale: (locale = 'en') => postToFrame('set-locale', { locale }),
    setColorScheme: (darkMode = 'light') => {
      postToFrame('set-color-scheme', { darkMode: colorSchemeOr(darkMode, 'light') });
    },
    reset: () => reset(elements),
  };
}

function wantedState(state: string | undefined): boolean | undefined {
  if (state === 'open') return true;
  return state === 'close' ? false : undefined;
}

/** Sends the user unless the skip cookie says that this was done, which it may say without any truth (T1, T5). */
function setUser(identifier: string | number, user: ChatwootUser): void {
  if (typeof identifier !== 'string' && typeof identifier !== 'number') {
    throw new Error('Identifier should be a string or a number');
  }
  if (!hasNameEmailOrAvatar(user)) {
    throw new Error('User object should have one of the keys [avatar_url, email, name]');
  }
  const chatwoot = currentChatwoot();
  const cookieName = userCookieName(chatwoot.websiteToken);
  const fingerprint = userFingerprint(identifier, user);
  if (readCookie(cookieName) === fingerprint) return;
  chatwoot.identifier = identifier;
  chatwoot.user = user;
  postToFrame('set-user', { identifier, user });
  writeCookie(cookieName, fingerprint, { days: 365, domain: chatwoot.baseDomain });
}

/** Starts over as a new visitor; `user` and `identifier` stay, so the next `loaded` replays them badly (rule 7). */
function reset(elements: WidgetElements): void {
  const chatwoot = currentChatwoot();
  if (chatwoot.isOpen) setOpen(elements, false);
  removeHostCookie(sessionCookieName);
  removeHostCookie(userCookieName(chatwoot.websiteToken));
  widgetFrame().src = frameUrl(chatwoot.baseUrl, chatwoot.websiteToken);
  chatwoot.resetTriggered = true;
}

// The misspelling is Chatwoot's; pages may compare the text.
function requireAttributes(attributes: Attributes | undefined): Attributes {
  if (!attributes || Object.keys(attributes).length === 0) {
    throw new Error('Custom attributes should have atleast one key');
  }
  return attributes;
}

function requireAttribute(attribute: string | undefined): string {
  if (!attribute) throw new Error('Custom attribute is required');
  return attribute;
}
