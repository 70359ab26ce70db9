import type { Launcher } from '../launcher/launcher.ts';
import { pageIdentity } from './page-identity.ts';
import { readPeriod } from './period-store.ts';
import type { Proof } from './proof.ts';

/** A press may come before the shop's script has said who is signed in; longer than this it is not waited for. */
const patienceMs = 1500;
const lookMs = 20;

/**
 * A proof for one request. Where a customer has signed in on an earlier page, this page is likely to say so in a
 * moment: without a proof they would be strangers to the chat, for a cookie is none.
 */
export async function awaitProof(launcher: Launcher, storeKey: string): Promise<Proof | undefined> {
  const page = pageIdentity(launcher);
  const { epoch } = readPeriod(storeKey);
  page.provenIn = epoch;
  await awaitIdentity(launcher, storeKey);
  // The proof that came began another person's time, and is for the question that is asked in it.
  const isOver = readPeriod(storeKey).epoch !== epoch;
  const proof = isOver ? undefined : await page.takeProof?.();
  if (!proof && page.provenIn === epoch) page.provenIn = undefined;
  return proof;
}

/** Resolves when the page has said who is signed in, if it is likely to, or has had its time to. */
export async function awaitIdentity(launcher: Launcher, storeKey: string): Promise<void> {
  const page = pageIdentity(launcher);
  const isExpected = () => page.state === 'proving' || (readPeriod(storeKey).person && !page.outcome);
  const until = Date.now() + patienceMs;
  while (!page.takeProof && Date.now() < until && isExpected()) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}
