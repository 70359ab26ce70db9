import { type Secrets, secretPlace } from '../db/secrets.ts';
import type { chatSessions } from './tables.ts';

export type ChatSession = typeof chatSessions.$inferSelect;

export const tokenPlaces = {
  bound: (storeId: string) => secretPlace('chat_sessions', 'visitor_token', storeId),
  claimed: (storeId: string) => secretPlace('chat_sessions', 'claimed_token', storeId),
};

/** Opens and seals the two tokens of a session: whoever holds one reads the visitor's conversation. */
export function visitorTokens(secrets: Secrets) {
  return {
    sealBound: (token: string, storeId: string) => secrets.seal(token, tokenPlaces.bound(storeId)),
    sealClaimed: (token: string, storeId: string) => secrets.seal(token, tokenPlaces.claimed(storeId)),
    /** The token that this session is bound to. */
    bound: ({ visitorTokenSealed: sealed, storeId }: ChatSession) =>
      sealed === null ? null : secrets.open(sealed, tokenPlaces.bound(storeId)),
    /** The token that the browser said is its own. */
    claimed: ({ claimedTokenSealed: sealed, storeId }: ChatSession) =>
      sealed === null ? null : secrets.open(sealed, tokenPlaces.claimed(storeId)),
  };
}
