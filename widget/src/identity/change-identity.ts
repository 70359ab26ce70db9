import { readMarker, writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
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
  /** Has the words of everybody else leave this browser's database. Never rejects. */
  forgetOthers(): Promise<unknown>;
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
    if (effect === 'forget') {
      const isGone = forget(deps, after.epoch, event.type === 'sign-out' ? '' : typedSince(launcher));
      // Who comes next need not wait: what carries another epoch is not shown to them, gone or not.
      if (event.type === 'sign-out') await isGone;
    } else if (page.provenIn !== after.epoch) renew(deps);
  }
  return effect;
}

/** What is not the next person's leaves this browser, in all tabs. @param typed what they have typed already */
async function forget(
  { storeKey, launcher, composer, forms, forgetOthers }: IdentityDeps,
  epoch: string,
  typed: string,
) {
  const note = readMarker(storeKey);
  pageIdentity(launcher).outcome = undefined;
  forgetPerson();
  dropSessionNote(storeKey);
  // Without a box the next page sends what is left to be sent.
  writeMarker(storeKey, note?.isPending ? { isPending: true } : undefined);
  const box = composer();
  if (box) box.changePerson(epoch, typed);
  else {
    // The composer is still on its way: it is to find neither words nor a session of the one before.
    launcher.box.field.value = typed;
    launcher.requestId = launcher.session = undefined;
  }
  for (const form of forms()) form.changePerson(epoch);
  // Where nothing was written no database is opened.
  if (note || box) await forgetOthers();
}

/** Whoever is here now has typed it; where they have changed what stood there before, nobody can tell. */
function typedSince({ box, earlierText = '' }: Launcher): string {
  const { value } = box.field;
  return value.startsWith(earlierText) ? value.slice(earlierText.length).trimStart() : '';
}

/** The session that this page has asked for before it had a proof is nobody's. */
function renew({ launcher, composer }: IdentityDeps) {
  pageIdentity(launcher).outcome = undefined;
  launcher.session = undefined;
  composer()?.renew();
}
