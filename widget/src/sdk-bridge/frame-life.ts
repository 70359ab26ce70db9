import type { Reason } from '../../../contract/reasons.ts';
import { visitorOf } from '../session/session-cookie.ts';

export const stallMs = 10_000;
// In the working case `loaded` follows the frame's own load event within 95 ms, on slow phones too.
const silenceMs = 1500;
const shortestSettleMs = 300;
const longestSettleMs = 2000;

const sessionKey = 'cw_conversation';

/** The session that the frame boots with, whenever it does. */
export function sessionIn(frame: HTMLIFrameElement): string | null {
  return new URL(frame.src).searchParams.get(sessionKey);
}

/** Whether the frame boots as the visitor of this session: every boot signs it anew. */
export function isSessionIn(frame: HTMLIFrameElement, visitorToken: string): boolean {
  return visitorOf(`${sessionIn(frame)}`) === visitorOf(visitorToken);
}

/** Reloads the frame with this session. */
export function putSessionIn(frame: HTMLIFrameElement, visitorToken: string): void {
  const url = new URL(frame.src);
  url.searchParams.set(sessionKey, visitorToken);
  frame.src = url.href;
}

/** Without its styles the chat would be a bare frame at the end of the page. */
export function areStylesRefused(): boolean {
  return document.querySelector<HTMLStyleElement>('#cw-widget-styles')?.sheet === null;
}

/**
 * Resolves when the frame will not come to life. Its own load event fires on every ending, error pages included; only
 * a stall has none and needs the long timer. A page that replaces its body takes the frame away.
 */
export function frameFailure(frame: HTMLIFrameElement): Promise<Reason> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('timeout'), stallMs);
    const afterLoad = () => setTimeout(() => resolve(navigator.onLine ? 'blocked' : 'offline'), silenceMs);
    frame.addEventListener('load', afterLoad, { once: true });
    const bodies = new MutationObserver(() => {
      if (frame.isConnected) return;
      bodies.disconnect();
      resolve('blocked');
    });
    bodies.observe(document.documentElement, { childList: true });
  });
}

export function once(name: 'chatwoot:ready'): Promise<void> {
  return new Promise((resolve) => addEventListener(name, () => resolve(), { once: true }));
}

/**
 * A chat opened in the moment of `ready` shows its home view: the frame has not fetched the messages yet, and nothing
 * tells when it has. One round trip is enough, and the boot that went before was at least three of them.
 */
export function settle(bootMs: number): Promise<void> {
  return wait(Math.min(longestSettleMs, Math.max(shortestSettleMs, bootMs / 3)));
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
