import { writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import type { Launcher } from '../launcher/launcher.ts';
import { isSessionGone } from '../session/session-note.ts';
import { signedOut } from './next-identity.ts';
import { writePeriod } from './period-store.ts';

/**
 * To be called before anything is looked for that an earlier page has left: when the session's cookie was taken away,
 * it is not for whoever sits here now, but what has not reached us yet still does, as nobody's.
 */
export function noticeClearedCookies({ box }: Launcher, storeKey: string): void {
  if (!isSessionGone(storeKey)) return;
  writePeriod(storeKey, signedOut(uuid()));
  writeMarker(storeKey, { isPending: true });
  box.field.value = '';
}
