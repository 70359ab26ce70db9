import type { Launcher } from '../launcher/launcher.ts';
import type { Prove } from '../loader/public-api.ts';
import { awaitIdentity } from './await-proof.ts';
import { pageIdentity } from './page-identity.ts';
import { askForProof, type Proof } from './proof.ts';
import { fetchProof, proofAddress } from './proof-address.ts';

/** How the shop is asked, with what it was asked at the press, while the chunk that goes on was still on its way. */
export interface AskedShop extends Prove {
  first: Promise<Proof>;
}

/**
 * Asks the shop who is signed in, where the page names an address for that and has not said so itself. A page that a
 * cache keeps cannot know, so it is asked for when chat is wanted. Answers are the proof, as text or as `{"jwt": …}`;
 * 204: nobody is signed in.
 * @param earlier what the page before has left in the box
 */
export function askShop(launcher: Launcher, storeKey: string, earlier?: string): void {
  const address = proofAddress();
  const page = pageIdentity(launcher);
  if (!address || page.state !== 'anonymous') return;
  const prove = async (challenge: string) => {
    const answer = await fetchProof(address, challenge);
    if (!answer.ok) throw Error(`data-proof answered ${answer.status}`);
    const text = (await answer.text()).trim();
    return text[0] === '{' ? JSON.parse(text).jwt : text;
  };
  const first = askForProof(prove);
  // It is told by the chunk that goes on, which may be there too late for the browser.
  first.catch(() => {});
  // The session waits for it from now on, and so does whatever is stored of who was here before.
  page.state = 'proving';
  page.asked = awaitIdentity(launcher, storeKey);
  launcher.earlierText ??= earlier;
  window.StorefrontChat?.q.push(['identify', Object.assign(prove, { first }) satisfies AskedShop]);
}
