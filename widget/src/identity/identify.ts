import type { Prove } from '../loader/public-api.ts';
import type { AskedShop } from './ask-shop.ts';
import { changeIdentity, type IdentityDeps } from './change-identity.ts';
import { readEpoch } from './epoch.ts';
import { hasWrittenLately } from './last-written.ts';
import { pageIdentity } from './page-identity.ts';
import { personOf, readPeriod } from './period-store.ts';
import { askForProof, createProofs, type Proof, subjectOf, type TakeProof, withPatience } from './proof.ts';

/** Calls after this one wait for it. */
const patienceMs = 10_000;

/**
 * The page says that a customer is signed in: every session is asked for with the shop's proof of it from now on. Where
 * we have asked the shop ourselves, that counts unless the page has said something.
 */
export async function identify(prove: Prove | AskedShop, deps: IdentityDeps): Promise<void> {
  const { storeKey, launcher } = deps;
  const first = 'first' in prove && prove.first;
  const { takeProof, outcome } = pageIdentity(launcher);
  if (first && (takeProof || outcome)) return void (await changeIdentity(deps, { type: 'no-proof' }));
  if (!first) launcher.earlierText = launcher.box.field.value;
  const askedIn = readEpoch(storeKey);
  await changeIdentity(deps, { type: 'identify' });
  const [proof, person] = await firstProof(first || askForProof(prove), storeKey).catch(async (error) => {
    await changeIdentity(deps, { type: 'no-proof' });
    throw error;
  });
  if (!person) return void (await changeIdentity(deps, { type: 'nobody' }));
  const event = { type: 'proof', person, askedIn, hasWrittenLately: hasWrittenLately(storeKey) } as const;
  const effect = await changeIdentity(deps, event, ofWhoIsHere(createProofs(prove, proof), storeKey));
  if (effect === 'ignore') throw Error('somebody has signed out or in meanwhile');
}

/** Whoever was signed in has left. */
export async function signOut(deps: IdentityDeps): Promise<void> {
  await changeIdentity(deps, { type: 'sign-out' });
}

/** @returns no person when the shop says that nobody is signed in */
async function firstProof(first: Promise<Proof>, storeKey: string): Promise<[Proof, person?: string]> {
  const proof = await withPatience(first, patienceMs);
  if (!proof) throw Error('no answer within 10 seconds');
  if (proof.jwt === '') return [proof];
  const subject = subjectOf(proof.jwt);
  if (!subject) throw Error('no JWT whose payload has a `sub`');
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
