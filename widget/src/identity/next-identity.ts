/**
 * Who sits before this browser, as far as this store's pages can tell. Each state, each event and what follows from it
 * is here; the other files of this folder carry it out.
 *
 *                 identify              proof                 our server's answer
 *     anonymous ────────────► proving ────────► identified ─────────────────────► outcome: verified, refused
 *         ▲                      │ no-proof, nobody  │
 *         │◄── outcome: no-proof ┘                   │ sign-out: from every state
 *         └────── signed out: in a new epoch ◄───────┘
 *
 * - `anonymous`: sessions are asked for without a proof.
 * - `proving`: the page says that somebody is signed in, and their shop is asked to prove it. A press waits a moment.
 * - `identified`: sessions are asked for with a proof. Whether that is taken, is the outcome: until our server says
 *   `verified`, and when it says `refused`, nobody is taken for anybody.
 *
 * A change in one tab reaches the others by the epoch, which the composer follows (storage event, `pageshow`).
 */
export type IdentityState = 'anonymous' | 'proving' | 'identified';

/** What became of what the page says. `no-proof`: the shop gave none, or not in time. */
export type IdentityOutcome = 'verified' | 'refused' | 'no-proof';

/** Of the browser: written down, and shared by all tabs of the shop. */
export interface Period {
  /** The time that one person uses this browser. What carries another epoch is never shown, and sent as nobody's. */
  epoch: string;
  /** Stands for the customer who is signed in; tells nobody who that is. Undefined: anonymous. */
  person?: string | undefined;
}

/** The period is the browser's, the state is this page's. */
export interface Identity extends Period {
  state: IdentityState;
}

export type IdentityEvent =
  | { type: 'identify' }
  /** @param askedIn the epoch at `identify`; @param hasWrittenLately this tab wrote within half an hour */
  | { type: 'proof'; person: string; askedIn: string; hasWrittenLately: boolean }
  | { type: 'no-proof' }
  /** The shop was asked, and says so. */
  | { type: 'nobody' }
  | { type: 'sign-out' };

/**
 * `ignore`: it came too late. `forget`: drafts, messages, cookies and the session of the one before leave this browser,
 * in all tabs. `renew`: what was written stays, and a chat that is there already is asked for anew, with the proof.
 */
export type Effect = 'nothing' | 'ignore' | 'forget' | 'renew';

/** @param fresh id for a new epoch */
export function nextIdentity(now: Identity, event: IdentityEvent, fresh: string): [after: Identity, effect: Effect] {
  const { state, epoch, person } = now;
  switch (event.type) {
    case 'identify':
      return [{ ...now, state: state === 'identified' ? state : 'proving' }, 'nothing'];
    case 'no-proof':
      return [{ ...now, state: state === 'proving' ? 'anonymous' : state }, 'nothing'];
    case 'nobody':
      return person ? [signedOut(fresh), 'forget'] : [{ ...now, state: 'anonymous' }, 'nothing'];
    case 'proof': {
      const isLate = epoch !== event.askedIn && person !== event.person;
      if (isLate) return [now, 'ignore'];
      const staysTheirs = person ? person === event.person : event.hasWrittenLately;
      const after = { person: event.person, state: 'identified' } as const;
      return staysTheirs ? [{ ...after, epoch }, 'renew'] : [{ ...after, epoch: fresh }, 'forget'];
    }
    case 'sign-out':
      return [signedOut(fresh), 'forget'];
  }
}

/** Also when the session's cookie was taken away, but nothing else: whoever did that meant to leave. */
export const signedOut = (fresh: string): Identity => ({ epoch: fresh, state: 'anonymous' });
