import { readEpoch } from '../identity/epoch.ts';
import { readVisitorToken, visitorOf } from './session-cookie.ts';

const keyOf = (storeKey: string) => `storefront-chat:${storeKey}:session`;

/**
 * Notes whom the session in the cookie is of, and in which epoch they came by it. Cookies go and come behind our back:
 * with whoever clears them but not the rest, from another tab that has not heard of a sign-out yet, from another widget
 * on this domain.
 */
export function noteSession(storeKey: string, visitorToken: string): void {
  // A browser that takes no cookies has none to miss.
  if (readVisitorToken()) write(storeKey, noteOf(storeKey, visitorToken));
}

/** The session in the cookie, unless it is surely of somebody else than who sits here now. */
export function ownVisitorToken(storeKey: string): string | undefined {
  const token = readVisitorToken();
  if (!token) return undefined;
  const note = read(storeKey);
  // Without a note it is older than we are here, or our storage was cleared: who that was, our server finds out.
  const isTheirs = note ? note === noteOf(storeKey, token) : !readEpoch(storeKey);
  return isTheirs ? token : undefined;
}

export function dropSessionNote(storeKey: string): void {
  write(storeKey, '');
}

/** Whether the cookie is surely of who sits here now: without our server nobody else would ask. */
export function isOwnSession(storeKey: string): boolean {
  return !!read(storeKey) && !!ownVisitorToken(storeKey);
}

/** Whether the session of this epoch was in the cookie, and is not any more. */
export function isSessionGone(storeKey: string): boolean {
  return !readVisitorToken() && !!read(storeKey)?.endsWith(` ${readEpoch(storeKey)}`);
}

const noteOf = (storeKey: string, token: string) => `${visitorOf(token)} ${readEpoch(storeKey)}`;

function read(storeKey: string): string | null {
  try {
    return localStorage.getItem(keyOf(storeKey));
  } catch {
    return null;
  }
}

function write(storeKey: string, note: string) {
  try {
    localStorage.setItem(keyOf(storeKey), note);
  } catch {
    // Storage is denied or full: the cookie is then all there is.
  }
}
