import { randomInt } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import type { WorkChallenge } from '../../contract/form.ts';
import type { Secrets } from '../db/secrets.ts';
import type { LimitDeps } from '../http/rate-limit.ts';
import { createSpentWork } from './spent-work.ts';

export interface ProofOfWorkDeps extends LimitDeps {
  secrets: Secrets;
  now(): Date;
}

export interface ProofOfWork {
  /** Work for one message to this store. It ends in ten minutes: it is asked for when it is to be done. */
  challengeOf(storeKey: string): Promise<WorkChallenge>;
  /**
   * Whether `work` solves a challenge of this store. It counts for one message, however often that one is sent.
   * @param message names it: its idempotency key
   */
  isSolved(storeKey: string, work: string, message: string): Promise<boolean>;
}

const endsAfterMs = 10 * 60_000;

/**
 * A second of work for a telephone, a third of one for a desk: so many keys to try, so much work for each. To check it
 * costs us next to nothing.
 */
const cost = 5000;
const leastKeys = 100;
const mostKeys = 200;

const solvedSchema = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.string(),
      nonce: z.string(),
      salt: z.string(),
      cost: z.number(),
      keyLength: z.number(),
      keyPrefix: z.string(),
      expiresAt: z.number(),
      data: z.object({ store: z.string() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
});

/** Challenges are signed with a key of this purpose's own, so that any process of ours knows them. */
export function createProofOfWork({ secrets, now, redis }: ProofOfWorkDeps): ProofOfWork {
  const keys = secrets.derive('proof of work').map((key) => ({
    hmacSignatureSecret: `challenge ${key}`,
    hmacKeySignatureSecret: `solution ${key}`,
  }));
  const spent = createSpentWork(now, redis);

  async function challengeOf(storeKey: string) {
    const { parameters, signature } = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost,
      counter: randomInt(leastKeys, mostKeys),
      deriveKey,
      data: { store: storeKey },
      expiresAt: new Date(now().getTime() + endsAfterMs),
      ...keys[0],
    });
    return { parameters: { ...parameters }, signature };
  }

  async function isSolved(storeKey: string, work: string, message: string) {
    const solved = solvedSchema.safeParse(readWork(work)).data;
    if (!solved) return false;
    const { parameters, signature } = solved.challenge;
    if (parameters.data.store !== storeKey || parameters.expiresAt * 1000 < now().getTime()) return false;
    // After a change of keys the ones before still count: one of them is in use.
    const checked = await Promise.all(keys.map((key) => verifySolution({ ...solved, ...key, deriveKey })));
    if (!checked.some(({ verified }) => verified)) return false;
    return spent.isFor(signature, message, parameters.expiresAt * 1000);
  }

  return { challengeOf, isSolved };
}

/** As altcha writes it: JSON in base64. */
function readWork(work: string): unknown {
  try {
    return JSON.parse(Buffer.from(work, 'base64').toString('utf8'));
  } catch {
    return null;
  }
}
