import type { Prove } from '../loader/public-api.ts';
import { changeIdentity, type IdentityDeps } from './change-identity.ts';
import { readEpoch } from './epoch.ts';
import { hasWrittenLately } from './last-written.ts';
import { personOf, readPeriod } from './period-store.ts';
import { askForProof, createProofs, type Proof, subjectOf, type TakeProof, withPatience } from './proof.ts';

/** Calls after this one wait for it. */
const patienceMs = 10_000;

/** The page says that a customer is signed in: every session is asked for with the shop's proof of it from now on. */
export async function identify(prove: Prove, deps: IdentityDeps): Promise<void> {
  const { storeKey } = deps;
  const askedIn = readEpoch(storeKey);
  await changeIdentity(deps, { type: 'identify' });
  const [proof, person] = await firstProof(prove, storeKey).catch(async (error) => {
    await changeIdentity(deps, { type: 'no-proof' });
    throw error;
  });
  const event = { type: 'proof', person, askedIn, hasWrittenLately: hasWrittenLately(storeKey) } as const;
  const effect = await changeIdentity(deps, event, ofWhoIsHere(createProofs(prove, proof), storeKey));
  if (effect === 'ignore') throw Error('somebody has signed out or in meanwhile');
}

/** Whoever was signed in has left. */
export async function signOut(deps: IdentityDeps): Promise<void> {
  await changeIdentity(deps, { type: 'sign-out' });
}

async function firstProof(prove: Prove, storeKey: string): Promise<[Proof, person: string]> {
  const proof = await withPatience(askForProof(prove), patienceMs);
  if (!proof) throw Error('the function took longer than 10 seconds');
  const subject = subjectOf(proof.jwt);
  if (!subject) throw Error('the function must resolve with a JWT whose payload has a `sub`');
  return [proof, await personOf(storeKey, subject)];
}

/**
 * Another tab may have let somebody else sign in, or out: a proof of the one before is worth nothing then, but the shop
 * can be asked again, and knows who it is now.
 */
function ofWhoIsHere(takeProof: TakeProof, storeKey: string): TakeProof {
  return async () => {
    for (let tries = 0; tries < 2 && readPeriod(storeKey).person; tries++) {
      const proof = await takeProof();
      const subject = subjectOf(proof?.jwt);
      if (subject && (await personOf(storeKey, subject)) === readPeriod(storeKey).person) return proof;
    }
    return undefined;
  };
}
