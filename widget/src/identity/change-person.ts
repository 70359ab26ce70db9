import { readMarker, writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import { forgetOthers } from '../composer/forget-others.ts';
import type { Launcher } from '../launcher/launcher.ts';
import { forgetPerson } from '../sdk-bridge/chat-cookies.ts';
import type { IdentityDeps } from './identify.ts';
import { nextPeriod, type PersonEvent } from './period.ts';
import { readPeriod, writePeriod } from './period-store.ts';

/** Lets something happen to who uses this browser; what is not the next person's leaves it, in all tabs. */
export async function changePerson({ storeKey, launcher, composer }: IdentityDeps, event: PersonEvent): Promise<void> {
  const before = readPeriod(storeKey);
  const after = nextPeriod(before, event, uuid());
  if (after.epoch === before.epoch) return writePeriod(storeKey, after);
  const note = readMarker(storeKey);
  // First, so that the answer to a question of the old session is not taken for the new one.
  writePeriod(storeKey, after);
  forgetPerson();
  // Without a box the next page sends what is left to be sent.
  writeMarker(storeKey, note?.isPending ? { isPending: true } : undefined);
  const box = composer();
  if (box) box.changePerson(after.epoch);
  else emptyFirstBox(launcher);
  // Where nothing was written no database is opened.
  if (note || box) await forgetOthers(storeKey, after.epoch);
}

/** The composer is still on its way: it is to find neither words nor a session of the one before. */
function emptyFirstBox(launcher: Launcher) {
  launcher.box.field.value = '';
  launcher.requestId = launcher.session = undefined;
}
