import type { Composer } from '../composer/mount.tsx';
import type { Launcher } from '../launcher/launcher.ts';
import type { Prove } from '../loader/public-api.ts';
import { changePerson } from './change-person.ts';
import { hasWrittenLately } from './last-written.ts';
import { personOf } from './period-store.ts';
import { askForProof, createProofs, subjectOf } from './proof.ts';

export interface IdentityDeps {
  storeKey: string;
  launcher: Launcher;
  composer: () => Composer | undefined;
}

/** A customer is signed in: every session is asked for with the shop's proof of it from now on. */
export async function identify(prove: Prove, { storeKey, launcher, composer }: IdentityDeps): Promise<void> {
  const proof = await askForProof(prove);
  const subject = subjectOf(proof.jwt);
  if (!subject) throw Error('the function must resolve with a JWT whose payload has a `sub`');
  const person = await personOf(storeKey, subject);
  launcher.takeProof = createProofs(prove, proof);
  await changePerson(storeKey, { happens: 'sign-in', person, hasWrittenLately: hasWrittenLately(storeKey) }, composer);
}

export async function signOut({ storeKey, launcher, composer }: IdentityDeps): Promise<void> {
  launcher.takeProof = undefined;
  await changePerson(storeKey, { happens: 'sign-out' }, composer);
}
