import type { Launcher } from '../launcher/launcher.ts';
import type { IdentityOutcome, IdentityState } from './next-identity.ts';
import type { TakeProof } from './proof.ts';

/** What a page keeps of who is signed in, for as long as it lives; nothing of it is written down. */
export interface PageIdentity {
  state: IdentityState;
  outcome?: IdentityOutcome | undefined;
  /** A proof of who is signed in, for one request; undefined when the shop cannot give one in time. */
  takeProof?: TakeProof | undefined;
  /** Settled when the shop has said who is here, where it was asked at the press, or has had its time to. */
  asked?: Promise<unknown>;
  /** In this epoch the session of this page was asked for with a proof, or waits for one. */
  provenIn?: string | undefined;
}

/** One per page, for chunks share nothing else: kept with what they all have. */
export function pageIdentity(launcher: Launcher): PageIdentity {
  // A press may come before the chunk that asks the shop for its proof.
  launcher.identity ??= { state: launcher.identify ? 'proving' : 'anonymous' };
  return launcher.identity;
}
