import type { Chatwoot } from './sdk-globals.ts';

/**
 * `window.$chatwoot` as it is now. The type hides that a page may have deleted it: the official SDK does not look
 * either, so whatever still calls it then gets a TypeError.
 */
export function currentChatwoot(): Chatwoot {
  return window.$chatwoot as Chatwoot;
}
