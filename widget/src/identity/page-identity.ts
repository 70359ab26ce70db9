import type { Launcher } from '../launcher/launcher.ts';
import type { IdentityOutcome, IdentityState } from './next-identity.ts';
import type { TakeProof } from './proof.ts';

/** What a page keeps of who is signed in, for as long as it lives; nothing of it is written down. */
export interface PageIdentity {
  state: IdentityState;
  outcome?: IdentityOutcome | undefined;
  /** A proof of who is signed in, for one request; undefined when the shop cannot give one in time. */
  takeProof?: TakeProof | undefined;
  /** In this epoch the session of this page was asked for with a proof, or waits for one. */
  provenIn?: string | undefined;
}

/** One per page, for chunks share nothing else: kept with what they all have. */
export function pageIdentity(launcher: Launcher): PageIdentity {
  launcher.identity ??= { state: 'anonymous' };
  return launcher.identity;
}
