import { createHmac, randomUUID } from 'node:crypto';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export interface ProofWish {
  customerId: string;
  /** As the page got it from the widget. */
  challenge: string;
  storeKey: string;
  /** Of `storefront-chat identity rotate`. */
  key: string;
  now: Date;
}

/** What docs/identity.md tells a shop's developer to write: a JWT that says who is signed in, to this tab alone. */
export function chatProof({ customerId, challenge, storeKey, key, now }: ProofWish): string {
  const exp = Math.floor(now.getTime() / 1000) + 240;
  const claims = { sub: customerId, aud: storeKey, exp, jti: randomUUID(), challenge };
  const signed = `${encode({ alg: 'HS256' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
