import { readEpoch } from './epoch.ts';

const keyOf = (storeKey: string) => `storefront-chat:${storeKey}:written`;
const recentMs = 30 * 60_000;

/** Notes that somebody writes in this tab: the note goes along to the shop's sign-in page, but to no other tab. */
export function noteWriting(storeKey: string): void {
  try {
    sessionStorage.setItem(keyOf(storeKey), `${Date.now()} ${readEpoch(storeKey)}`);
  } catch {
    // Storage is denied or full: then nobody can tell, and a sign-in starts clean.
  }
}

/** Whether the conversation of this browser is surely that of whoever sits before this tab. */
export function hasWrittenLately(storeKey: string): boolean {
  try {
    const [writtenAt, epoch] = `${sessionStorage.getItem(keyOf(storeKey))}`.split(' ');
    // What was written before a sign-out says nothing about who wrote after it, in another tab perhaps.
    return epoch === readEpoch(storeKey) && Number(writtenAt) > Date.now() - recentMs;
  } catch {
    return false;
  }
}
