import { randomBytes } from 'node:crypto';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789';

/** Letters and digits without look-alikes, as Chatwoot's own tokens; 24 of them unless told. */
export function randomToken(length = 24): string {
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
}
