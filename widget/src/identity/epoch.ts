/**
 * The time that one person uses this browser at this store: every draft and message carries it. It is a random id,
 * empty until somebody first signs in or out, and says nothing about who it is.
 */
export function readEpoch(storeKey: string): string {
  try {
    return localStorage.getItem(epochKey(storeKey)) ?? '';
  } catch {
    // Storage is denied: nothing outlives the page, so there is one epoch only.
    return '';
  }
}

/** Other tabs learn of a change by the storage event of this key. */
export const epochKey = (storeKey: string) => `storefront-chat:${storeKey}:epoch`;
