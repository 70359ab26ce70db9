import { readVisitorToken, writeVisitorToken } from '../session/session-cookie.ts';

/** Makes sure that the SDK, which reads the first cookie of the name, finds this session. */
export function holdSession(visitorToken: string): void {
  if (readVisitorToken() === visitorToken) return;
  // An older one may belong to a whole domain, and come first.
  clearSession();
  writeVisitorToken(visitorToken);
}

/** Whose session it is, is not known: the SDK is not to find it. */
export function clearSession(): void {
  clearCookies('cw_conversation');
}

/**
 * The SDK notes in a cookie for a year that it has told Chatwoot who the customer is, and then tells nothing more: no
 * change of attributes, and nothing to a newer session. Without the note it always does.
 */
export function dropSkipNotes(): void {
  clearCookies('cw_user_');
}

/** Whatever tells Chatwoot, in this browser, who the shopper is. */
export function forgetPerson(): void {
  clearSession();
  dropSkipNotes();
}

/** Clears cookies whose names start so, of this host and of every domain above it: nothing tells which one has them. */
function clearCookies(start: string): void {
  const labels = location.hostname.split('.');
  const domains = labels.map((_, index) => `; domain=${labels.slice(index).join('.')}`);
  for (const pair of document.cookie.split('; ')) {
    if (!pair.startsWith(start)) continue;
    const [name] = pair.split('=');
    for (const domain of ['', ...domains]) document.cookie = `${name}=; path=/; max-age=0${domain}`;
  }
}
