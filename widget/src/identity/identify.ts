import type { Composer } from '../composer/mount.tsx';
import type { Launcher } from '../launcher/launcher.ts';
import type { Prove } from '../loader/public-api.ts';
import { changePerson } from './change-person.ts';
import { readEpoch } from './epoch.ts';
import { hasWrittenLately } from './last-written.ts';
import { personOf, readPeriod } from './period-store.ts';
import { askForProof, createProofs, subjectOf, withPatience } from './proof.ts';

export interface IdentityDeps {
  storeKey: string;
  launcher: Launcher;
  composer: () => Composer | undefined;
}

/** Calls after this one wait for it. */
const patienceMs = 10_000;

/** A customer is signed in: every session is asked for with the shop's proof of it from now on. */
export async function identify(prove: Prove, deps: IdentityDeps): Promise<void> {
  const { storeKey, launcher } = deps;
  const before = readPeriod(storeKey);
  const proof = await withPatience(askForProof(prove), patienceMs);
  if (!proof) throw Error('the function took longer than 10 seconds');
  const subject = subjectOf(proof.jwt);
  if (!subject) throw Error('the function must resolve with a JWT whose payload has a `sub`');
  const person = await personOf(storeKey, subject);
  const now = readPeriod(storeKey);
  if (now.epoch !== before.epoch && now.person !== person) throw Error('somebody has signed out or in meanwhile');
  const event = { happens: 'sign-in', person, hasWrittenLately: hasWrittenLately(storeKey) } as const;
  const changed = changePerson(deps, event);
  const epoch = readEpoch(storeKey);
  const proofs = createProofs(prove, proof);
  // Another tab may end it: a proof of the one before is worth nothing then.
  launcher.takeProof = async () => (readEpoch(storeKey) === epoch ? proofs() : undefined);
  await changed;
}

export async function signOut(deps: IdentityDeps): Promise<void> {
  deps.launcher.takeProof = undefined;
  await changePerson(deps, { happens: 'sign-out' });
}
