import { readCookie } from './cookies.ts';
import type { WidgetElements } from './widget-elements.ts';

/** Every message, both ways, is a string that starts with this and goes on as JSON. */
export const messagePrefix = 'chatwoot-widget:';
export const sessionCookieName = 'cw_conversation';

const frameId = 'chatwoot_live_chat_widget';
const allowed = 'camera;microphone;fullscreen;display-capture;picture-in-picture;clipboard-write;';

/**
 * The widget's iframe. The type hides that it may be gone (a page that replaced its body): the official SDK does not
 * look either, so its callers get a TypeError.
 */
export function widgetFrame(): HTMLIFrameElement {
  return document.getElementById(frameId) as HTMLIFrameElement;
}

/** Posts to the frame, whoever is in it. Nothing is kept: before the frame listens, a message is lost (rule 6). */
export function postToFrame(event: string, fields: object = {}): void {
  widgetFrame().contentWindow?.postMessage(`${messagePrefix}${JSON.stringify({ event, ...fields })}`, '*');
}

/** The address without a session, hence of a new visitor. */
export function frameUrl(baseUrl: string, websiteToken: string): string {
  return `${baseUrl}/widget?website_token=${websiteToken}`;
}

/** Puts the iframe, hidden, into the holder. The session is read from the cookie now and never again (rule 67). */
export function insertFrame({ holder, body }: WidgetElements, baseUrl: string, websiteToken: string): void {
  const session = readCookie(sessionCookieName);
  const frame = document.createElement('iframe');
  frame.src = frameUrl(baseUrl, websiteToken) + (session ? `&cw_conversation=${session}` : '');
  frame.allow = allowed;
  frame.id = frameId;
  frame.style.visibility = 'hidden';
  holder.appendChild(frame);
  body.appendChild(holder);
}
