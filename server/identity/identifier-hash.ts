import { createHmac } from 'node:crypto';

/**
 * What Chatwoot wants beside an identifier: HMAC-SHA256 in lower-case hex, or it answers 401.
 * @param hmacToken of the website inbox. It never leaves the server, and neither does the hash unless the store says so.
 */
export function identifierHash(hmacToken: string, identifier: string): string {
  return createHmac('sha256', hmacToken).update(identifier).digest('hex');
}
