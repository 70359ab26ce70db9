import { randomBytes, randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { challengeOf } from '../identity/index.ts';

/** What a shop's backend does when a page of it asks for a proof, and what somebody with bad intent makes of that. */
export function shopBackend(secret: string, storeKey: string, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  return {
    /** A proof as it should be, with what a test changes about it. */
    async prove(sub: string, claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) {
      const verifier = randomBytes(32).toString('base64url');
      const payload: JWTPayload = {
        sub,
        aud: storeKey,
        jti: randomUUID(),
        exp: seconds() + 240,
        challenge: challengeOf(verifier),
        ...claims,
      };
      return { jwt: await sign(payload, secret, header), verifier };
    },
  };
}

function sign(payload: JWTPayload, secret: string, header: Record<string, unknown>): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', ...header }).sign(new TextEncoder().encode(secret));
}
