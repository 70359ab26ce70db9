import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { customerIdSchema } from './customer-id.ts';

/** A proof lives five minutes at most; clocks of shops may be off by a little. */
export const maxAgeSeconds = 300;
const toleranceSeconds = 30;

/** Signs nothing that anybody knows: a store without keys is not found out by the time that a refusal takes. */
const decoy = randomBytes(32).toString('base64url');

export interface ProofClaims {
  /** The shop's own id of the customer. */
  sub: string;
  jti: string;
  /** Epoch seconds. */
  exp: number;
}

/** Why a proof does not count, for our log alone: whoever sent it hears one word. */
export type ProofProblem = 'no key' | 'malformed' | 'signature' | 'time' | 'audience' | 'claims' | 'verifier' | 'used';

export type SignedProof = { claims: ProofClaims } | { problem: ProofProblem };

const claimsSchema = z.object({
  sub: customerIdSchema,
  // One audience: a proof for two stores is a proof of another store, too.
  aud: z.string(),
  jti: z.string().min(8).max(255),
  exp: z.int(),
  iat: z.int().optional(),
  challenge: z.string().max(128),
});

/**
 * Reads a JWT of a shop's backend.
 * @param keys that may have signed it: two at most, all of them are tried
 * @param verifier its SHA-256 has to be the challenge in the JWT
 */
export async function readSignedProof(
  { jwt, verifier }: { jwt: string; verifier: string },
  keys: string[],
  audience: string,
  now: Date,
): Promise<SignedProof> {
  const answers = await Promise.all(
    [keys[0] ?? decoy, keys[1] ?? decoy].map((key) => verifyWith(key, jwt, audience, now)),
  );
  if (keys.length === 0) return { problem: 'no key' };
  const payload = answers.find((answer) => typeof answer !== 'string');
  if (!payload) {
    const problems = answers.filter((answer) => typeof answer === 'string');
    // Another key may have signed it: what that one says counts.
    return { problem: problems.find((problem) => problem !== 'signature') ?? 'signature' };
  }
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) return { problem: 'claims' };
  const { sub, jti, exp, iat = exp - maxAgeSeconds, challenge } = parsed.data;
  const seconds = now.getTime() / 1000;
  const isLongLived = exp - iat > maxAgeSeconds || exp > seconds + maxAgeSeconds + toleranceSeconds;
  if (isLongLived || iat > seconds + toleranceSeconds) return { problem: 'time' };
  if (!isSame(challengeOf(verifier), challenge)) return { problem: 'verifier' };
  return { claims: { sub, jti, exp } };
}

/** Signs a proof in the shop's stead, for a backend that has shown its API key. */
export function signProof(claims: ProofClaims & { challenge: string }, audience: string, key: string): Promise<string> {
  const { sub, jti, exp, challenge } = claims;
  return new SignJWT({ challenge })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(audience)
    .setJti(jti)
    .setExpirationTime(exp)
    .sign(bytesOf(key));
}

/** SHA-256 of a verifier, as base64url. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** In a time that tells nothing about either. */
export function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return !!first && !!second && timingSafeEqual(first, second);
}

async function verifyWith(key: string, jwt: string, audience: string, now: Date): Promise<JWTPayload | ProofProblem> {
  try {
    const { payload } = await jwtVerify(jwt, bytesOf(key), {
      algorithms: ['HS256'],
      audience,
      currentDate: now,
      clockTolerance: toleranceSeconds,
      requiredClaims: ['sub', 'jti', 'exp', 'challenge'],
    });
    return payload;
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): ProofProblem {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWTExpired) return 'time';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'malformed';
  if (error.claim === 'aud') return 'audience';
  return error.claim === 'nbf' || error.claim === 'iat' ? 'time' : 'claims';
}

const bytesOf = (key: string) => new TextEncoder().encode(key);
