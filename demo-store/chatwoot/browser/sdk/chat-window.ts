import { readCookie } from './cookies.ts';
import { sessionCookieName } from './frame.ts';

/**
 * Opens the widget in a window of its own, with the session in the address. `baseUrl` may come from a message that
 * any frame could have sent: the theft that rule 12 makes possible.
 */
export function openChatWindow(baseUrl: string, websiteToken: string, locale: string | undefined): void {
  const query = `cw_conversation=${readCookie(sessionCookieName)}&website_token=${websiteToken}&locale=${locale}`;
  const size = 'resizable=off,width=400,height=600';
  window.open(`${baseUrl}/widget?${query}`, `webwidget_session_${websiteToken}`, size)?.focus();
}
