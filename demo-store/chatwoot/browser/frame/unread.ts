import { postToPage } from './page-port.ts';
import type { WidgetContext } from './widget-context.ts';
import { unreadMessages } from './widget-state.ts';

/**
 * Tells the page what is unread. Unless the page switched the preview off, a closed widget opens itself with it, on
 * every page view until it is read (rule 68, T43).
 */
export function announceUnread({ store }: WidgetContext): void {
  const state = store.get();
  const unreadMessageCount = unreadMessages(state).length;
  if (state.config.showUnreadMessagesDialog === false) {
    postToPage('handleNotificationDot', { unreadMessageCount });
    return;
  }
  if (unreadMessageCount === 0 || state.isOpen) return;
  postToPage('handleNotificationDot', { unreadMessageCount });
  store.set({ view: 'unread' });
  postToPage('setUnreadMode');
}

/** Gives the panel its full height back. */
export function leaveUnread({ store }: WidgetContext, view: 'home' | 'messages'): void {
  store.set({ view });
  postToPage('resetUnreadMode');
  postToPage('handleNotificationDot', { unreadMessageCount: unreadMessages(store.get()).length });
  postToPage('updateIframeHeight', { isFixedHeight: false, extraHeight: 0 });
}
