/** Under it stand the ids that our server has still to forget, and nothing else. Other tabs hear of it. */
export const erasuresKey = (storeKey: string): string => `storefront-chat:${storeKey}:erasures`;

export function readErasures(storeKey: string): string[] {
  try {
    return `${localStorage.getItem(erasuresKey(storeKey)) ?? ''}`.split(' ').filter(Boolean);
  } catch {
    return [];
  }
}

export function noteErasures(storeKey: string, ids: readonly string[]): void {
  try {
    if (ids.length) localStorage.setItem(erasuresKey(storeKey), ids.join(' '));
    else localStorage.removeItem(erasuresKey(storeKey));
  } catch {
    // Storage is denied or full: then this page tries for as long as it lives.
  }
}
