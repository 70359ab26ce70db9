import { createHmac, timingSafeEqual } from 'node:crypto';

/** What Chatwoot sends beside a body to prove that it comes from it. */
export interface SignedHeaders {
  /** `sha256=` and hexadecimal digits. */
  signature: string;
  /** Epoch seconds, as text. */
  timestamp: string;
}

/** How far its clock and ours may be apart, and how long a delivery may be under way. */
const windowMs = 5 * 60_000;

/** Whether this body was signed with this secret, just now. Compares in constant time. */
export function isSigned(
  secret: string,
  body: Uint8Array,
  { signature, timestamp }: SignedHeaders,
  now: Date,
): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) * 1000 - now.getTime()) > windowMs) return false;
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
  const given = Buffer.from(/^sha256=([0-9a-f]{64})$/.exec(signature)?.[1] ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
