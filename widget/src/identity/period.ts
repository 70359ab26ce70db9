/**
 * Who uses this browser at this store, as far as it tells:
 *
 *     anonymous ── signs in ──► identified ── signs out ──► anonymous, in a new epoch
 *
 * Signing in keeps the epoch, and with it what was written, only when whoever sits there has surely written it.
 */
export interface Period {
  epoch: string;
  /** Stands for the customer who is signed in; tells nobody who that is. Undefined: anonymous. */
  person?: string | undefined;
}

export type PersonEvent = { happens: 'sign-in'; person: string; hasWrittenLately: boolean } | { happens: 'sign-out' };

/** @param fresh id for a new epoch. An epoch that changes means: nothing of the one before may be seen again. */
export function nextPeriod(now: Period, event: PersonEvent, fresh: string): Period {
  if (event.happens === 'sign-out') return { epoch: fresh };
  const { person, hasWrittenLately } = event;
  const isSamePerson = now.person ? now.person === person : hasWrittenLately;
  return { epoch: isSamePerson ? now.epoch : fresh, person };
}
