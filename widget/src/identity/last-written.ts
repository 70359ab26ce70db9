const keyOf = (storeKey: string) => `storefront-chat:${storeKey}:written`;
const recentMs = 30 * 60_000;

/** Notes that somebody writes in this tab: the note goes along to the shop's sign-in page, but to no other tab. */
export function noteWriting(storeKey: string): void {
  try {
    sessionStorage.setItem(keyOf(storeKey), `${Date.now()}`);
  } catch {
    // Storage is denied or full: then nobody can tell, and a sign-in starts clean.
  }
}

/** Whether the conversation of this browser is surely that of whoever sits before this tab. */
export function hasWrittenLately(storeKey: string): boolean {
  try {
    return Number(sessionStorage.getItem(keyOf(storeKey))) > Date.now() - recentMs;
  } catch {
    return false;
  }
}
