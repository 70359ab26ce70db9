import { readMarker, writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import { forgetOthers } from '../composer/forget-others.ts';
import type { Composer } from '../composer/mount.tsx';
import { forgetPerson } from '../sdk-bridge/chat-cookies.ts';
import { nextPeriod, type PersonEvent } from './period.ts';
import { readPeriod, writePeriod } from './period-store.ts';

/** Lets something happen to who uses this browser; what is not the next person's leaves it, in all tabs. */
export async function changePerson(
  storeKey: string,
  event: PersonEvent,
  composer: () => Composer | undefined,
): Promise<void> {
  const before = readPeriod(storeKey);
  const after = nextPeriod(before, event, uuid());
  if (after.epoch === before.epoch) return writePeriod(storeKey, after);
  const note = readMarker(storeKey);
  // First, so that the answer to a question of the old session is not taken for the new one.
  writePeriod(storeKey, after);
  forgetPerson();
  composer()?.changePerson(after.epoch);
  // Without a box the next page sends what is left to be sent.
  writeMarker(storeKey, note?.isPending ? { isPending: true } : undefined);
  // Where nothing was written no database is opened.
  if (note || composer()) await forgetOthers(storeKey, after.epoch);
}
