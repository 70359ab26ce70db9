import { readMarker, writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import { forgetOthers } from '../composer/forget-others.ts';
import type { Composer } from '../composer/mount.tsx';
import type { Launcher } from '../launcher/launcher.ts';
import { forgetPerson } from '../sdk-bridge/chat-cookies.ts';
import { dropSessionNote } from '../session/session-note.ts';
import { type Effect, type IdentityEvent, nextIdentity } from './next-identity.ts';
import { pageIdentity } from './page-identity.ts';
import { readPeriod, writePeriod } from './period-store.ts';
import type { TakeProof } from './proof.ts';

export interface IdentityDeps {
  storeKey: string;
  launcher: Launcher;
  composer: () => Composer | undefined;
  /** Contact forms in the page itself. */
  forms: () => Iterable<Composer>;
}

/**
 * Lets something happen to who uses this browser, and does what follows from it.
 * @param takeProof of whom a proof has come
 */
export async function changeIdentity(deps: IdentityDeps, event: IdentityEvent, takeProof?: TakeProof): Promise<Effect> {
  const { storeKey, launcher } = deps;
  const page = pageIdentity(launcher);
  const [after, effect] = nextIdentity({ ...readPeriod(storeKey), state: page.state }, event, uuid());
  page.state = after.state;
  if (event.type === 'no-proof' && after.state === 'anonymous') page.outcome = 'no-proof';
  if (effect === 'forget' || effect === 'renew') {
    page.takeProof = takeProof;
    // First, so that the answer to a question of the old session is not taken for the new one.
    writePeriod(storeKey, after);
    if (effect === 'forget') await forget(deps, after.epoch);
    else if (page.provenIn !== after.epoch) renew(deps);
  }
  return effect;
}

/** What is not the next person's leaves this browser, in all tabs. */
async function forget({ storeKey, launcher, composer, forms }: IdentityDeps, epoch: string) {
  const note = readMarker(storeKey);
  pageIdentity(launcher).outcome = undefined;
  forgetPerson();
  dropSessionNote(storeKey);
  // Without a box the next page sends what is left to be sent.
  writeMarker(storeKey, note?.isPending ? { isPending: true } : undefined);
  const box = composer();
  if (box) box.changePerson(epoch);
  else {
    // The composer is still on its way: it is to find neither words nor a session of the one before.
    launcher.box.field.value = '';
    launcher.requestId = launcher.session = undefined;
  }
  for (const form of forms()) form.changePerson(epoch);
  // Where nothing was written no database is opened.
  if (note || box) await forgetOthers(storeKey, epoch);
}

/** The session that this page has asked for before it had a proof is nobody's. */
function renew({ launcher, composer }: IdentityDeps) {
  pageIdentity(launcher).outcome = undefined;
  launcher.session = undefined;
  composer()?.renew();
}
