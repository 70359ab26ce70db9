/**
 * The SDK notes in a cookie for a year that it has told Chatwoot who the customer is, and then never tells it again.
 * The session it told it to may be over by then: without a live session the note is removed.
 */
export function dropStaleSkipCookie(websiteToken: string, visitorToken: string | undefined, nowMs: number): void {
  if (visitorToken && expiryMs(visitorToken) > nowMs) return;
  document.cookie = `cw_user_${websiteToken}=; path=/; max-age=0`;
}

/** When a session (a JWT) ends; 0 when it cannot be read. */
function expiryMs(visitorToken: string): number {
  try {
    const payload = visitorToken.split('.')[1] ?? '';
    const { exp } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    return exp * 1000 || 0;
  } catch {
    return 0;
  }
}
