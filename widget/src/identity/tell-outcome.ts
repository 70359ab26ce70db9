import type { ComposerDeps } from '../composer/mount.tsx';
import type { IdentityOutcome } from './next-identity.ts';
import { pageIdentity } from './page-identity.ts';
import { readPeriod } from './period-store.ts';

/**
 * A session has come: tells the page what became of who it says is signed in, if it says that of anybody.
 * @param answer of our server, if the session was asked for with a proof
 */
export function tellOutcome({ launcher, emit, settings }: ComposerDeps, answer?: IdentityOutcome): void {
  const page = pageIdentity(launcher);
  // Another tab may have let them sign out.
  const isExpected = page.outcome || (page.state === 'identified' && readPeriod(settings.storeKey).person);
  page.outcome = answer ?? (isExpected ? 'no-proof' : undefined);
  if (page.outcome) emit('identified', page.outcome);
}
