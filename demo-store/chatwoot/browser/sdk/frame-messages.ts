import { prepareAlertSound } from './alert-sound.ts';
import { dispatchOnWindow, insertBubble, setBubbleLabel, setNotificationDot, setOpen } from './bubble.ts';
import { openChatWindow } from './chat-window.ts';
import { readCookie, removeHostCookie, writeCookie } from './cookies.ts';
import { currentChatwoot } from './current-chatwoot.ts';
import { messagePrefix, postToFrame, sessionCookieName, widgetFrame } from './frame.ts';
import { postCloseButton, reportPageUrl } from './page-changes.ts';
import { userCookieName } from './user-fingerprint.ts';
import { bubbleHolderId, type WidgetElements } from './widget-elements.ts';

const snoozeCookieName = 'cw_snooze_campaigns_till';
const hourMs = 3_600_000;

/** Messages of the frame, by their `event`. Fields are taken on trust: whoever posts is believed (rule 12). */
type FrameHandlers = { [Event in keyof FrameMessages]: (message: FrameMessages[Event]) => void };

interface FrameMessages {
  loaded: { config: { authToken: string; channelConfig: { widgetColor: string } } };
  setAuthCookie: { data: { widgetAuthToken: string } };
  error: { errorType: string; data: unknown };
  onEvent: { eventIdentifier: string; data: unknown };
  postback: { data: unknown };
  setBubbleLabel: { label: string };
  toggleBubble: object;
  closeWindow: object;
  closeChat: object;
  setUnreadMode: object;
  resetUnreadMode: object;
  updateIframeHeight: { isFixedHeight: boolean; extraHeight: number };
  handleNotificationDot: { unreadMessageCount: number };
  playAudio: object;
  setCampaignReadOn: object;
  popoutChatWindow: { baseUrl: string; websiteToken: string; locale: string | undefined };
}

/**
 * Takes `window.onmessage` for itself: the page's own handler is gone, one that the page assigns later makes the widget
 * deaf, and the sender's origin is never looked at (rule 12).
 */
export function listenToFrame(elements: WidgetElements): void {
  const handlers = frameHandlers(elements);
  window.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'string' || !data.startsWith(messagePrefix)) return;
    const message = JSON.parse(data.slice(messagePrefix.length));
    const event: string = message.event;
    if (isHandled(handlers, event)) handlers[event](message);
  };
}

function isHandled(handlers: FrameHandlers, event: string): event is keyof FrameMessages {
  return Object.hasOwn(handlers, event);
}

function frameHandlers(elements: WidgetElements): FrameHandlers {
  const { holder } = elements;
  return {
    loaded: ({ config }) => {
      const chatwoot = currentChatwoot();
      keepSession(config.authToken);
      chatwoot.hasLoaded = true;
      postToFrame('config-set', frameConfig());
      widgetFrame().style.visibility = '';
      if (!document.getElementById(bubbleHolderId)) {
        insertBubble(elements, config.channelConfig.widgetColor);
        reportPageUrl();
      }
      postCloseButton();
      // Spread at top level, without identifier: the widget refuses it and an error follows (rule 7).
      if (chatwoot.user) postToFrame('set-user', chatwoot.user);
      prepareAlertSound(chatwoot.baseUrl);
      if (!chatwoot.resetTriggered) dispatchOnWindow('chatwoot:ready');
    },
    setAuthCookie: ({ data }) => keepSession(data.widgetAuthToken),
    error: ({ errorType, data }) => {
      dispatchOnWindow('chatwoot:error', data);
      if (errorType === 'SET_USER_ERROR') removeHostCookie(userCookieName(currentChatwoot().websiteToken));
    },
    onEvent: ({ eventIdentifier, data }) => dispatchOnWindow(eventIdentifier, data),
    postback: (message) => dispatchOnWindow('chatwoot:postback', message),
    setBubbleLabel: ({ label }) => setBubbleLabel(currentChatwoot().launcherTitle || label),
    toggleBubble: () => setOpen(elements),
    closeWindow: () => {
      setOpen(elements, false);
      holder.classList.remove('has-unread-view');
    },
    closeChat: () => setOpen(elements, false),
    setUnreadMode: () => {
      holder.classList.add('has-unread-view');
      setOpen(elements, true);
    },
    resetUnreadMode: () => holder.classList.remove('has-unread-view'),
    updateIframeHeight: ({ isFixedHeight, extraHeight }) => {
      widgetFrame().setAttribute('style', `height: ${isFixedHeight ? `${extraHeight}px` : '100%'} !important`);
    },
    handleNotificationDot: ({ unreadMessageCount }) => setNotificationDot(elements, unreadMessageCount),
    playAudio: () => window.playAudioAlert?.(),
    setCampaignReadOn: () => {
      const life = { days: 1 / 24, domain: currentChatwoot().baseDomain };
      writeCookie(snoozeCookieName, String(Date.now() + hourMs), life);
    },
    popoutChatWindow: ({ baseUrl, websiteToken, locale }) => {
      setOpen(elements, false);
      openChatWindow(baseUrl, websiteToken, locale);
    },
  };
}

function keepSession(token: string): void {
  writeCookie(sessionCookieName, token, { days: 365, domain: currentChatwoot().baseDomain });
}

function frameConfig(): object {
  const chatwoot = currentChatwoot();
  const { locale, position, hideMessageBubble, showPopoutButton, widgetStyle, darkMode } = chatwoot;
  const { showUnreadMessagesDialog, welcomeTitle, welcomeDescription, availableMessage, unavailableMessage } = chatwoot;
  const { enableFileUpload, enableEmojiPicker, enableEndConversation } = chatwoot;
  return {
    locale,
    position,
    hideMessageBubble,
    showPopoutButton,
    widgetStyle,
    darkMode,
    showUnreadMessagesDialog,
    campaignsSnoozedTill: readCookie(snoozeCookieName),
    welcomeTitle,
    welcomeDescription,
    availableMessage,
    unavailableMessage,
    enableFileUpload,
    enableEmojiPicker,
    enableEndConversation,
  };
}
