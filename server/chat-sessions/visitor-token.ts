import { createHash } from 'node:crypto';
import { z } from 'zod';
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

const claimsSchema = z.object({ source_id: z.string(), inbox_id: z.number() });

/**
 * Names the visitor that a token speaks for, without checking it: Chatwoot gives one visitor many tokens over time.
 * Null for what is no token of a widget.
 */
export function visitorKey(token: string): string | null {
  const claims = claimsSchema.safeParse(readClaims(token));
  if (!claims.success) return null;
  const { source_id, inbox_id } = claims.data;
  return createHash('sha256').update(`${inbox_id} ${source_id}`).digest('base64url');
}

function readClaims(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
