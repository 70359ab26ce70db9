import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { Challenge } from 'altcha-lib/types';
import type { WorkChallenge } from '../../../contract/form.ts';
import { askForForm } from '../form/ask-for-form.ts';

/**
 * Does the work that our server wants before it takes a message, on this thread without blocking it: each step is the
 * browser's own cryptography, so no worker is needed that a page's policy could refuse.
 * @returns the solution as `checks.work` takes it; undefined where the browser cannot do it (a page without https)
 */
export async function solveWork(challenge: WorkChallenge): Promise<string | undefined> {
  try {
    const solution = await solveChallenge({ challenge: challenge as Challenge, deriveKey });
    return solution ? btoa(JSON.stringify({ challenge, solution })) : undefined;
  } catch {
    return undefined;
  }
}

/** The same for whatever our server wants now. @param store address of the store on our server */
export async function solveWorkOf(store: string): Promise<string | undefined> {
  const { work } = await askForForm(store, '');
  return work && solveWork(work);
}
