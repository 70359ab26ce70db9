// Chatwoot's SDK keeps the visitor's session in a cookie of the shop's origin, under this name, for every inbox.
const name = 'cw_conversation';

/** The session this browser holds, if it has one. */
export function readVisitorToken(): string | undefined {
  return document.cookie.match(`(?:^|; )${name}=([^;]+)`)?.[1];
}

/** Hands a session to the SDK, for a year: it reads the cookie inside `run()` and nowhere else. */
export function writeVisitorToken(token: string): void {
  document.cookie = `${name}=${token}; path=/; max-age=31536000; samesite=lax`;
}

/** Which visitor a session is of: every boot of the frame signs it anew. */
export function visitorOf(visitorToken: string): string {
  try {
    const payload = `${visitorToken.split('.')[1]}`;
    return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))).source_id ?? visitorToken;
  } catch {
    return visitorToken;
  }
}
