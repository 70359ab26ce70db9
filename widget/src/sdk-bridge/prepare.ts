import { requestIdOf } from '../browser/request-id.ts';
import type { ComposerDeps } from '../composer/mount.tsx';
import { awaitProof } from '../identity/await-proof.ts';
import { readEpoch } from '../identity/epoch.ts';
import { noticeClearedCookies } from '../identity/notice-cleared-cookies.ts';
import { pageIdentity } from '../identity/page-identity.ts';
import { readPeriod } from '../identity/period-store.ts';
import { followKeyboard } from '../launcher/follow-keyboard.ts';
import { growField } from '../launcher/grow-field.ts';
import type { Launcher } from '../launcher/launcher.ts';
import { isPageDark } from '../launcher/page-theme.ts';
import { askForSession } from '../session/ask-for-session.ts';
import { claimSecretOf } from '../session/claim.ts';
import { preloadSdk } from './load-sdk.ts';

const prepared = new WeakSet<Launcher>();

/**
 * What a press wants besides a box that takes typing, without waiting for the composer: session and SDK side by side,
 * and a box that follows keyboard, text and page. Once, whoever is first to ask for it.
 */
export function prepare({ launcher, settings, nonce }: Pick<ComposerDeps, 'launcher' | 'settings' | 'nonce'>): void {
  if (prepared.has(launcher)) return;
  prepared.add(launcher);
  const { storeKey, server, locale } = settings;
  const { frame, host, box } = launcher;
  launcher.followPage = () => frame.classList.toggle('dark', isPageDark(host));
  launcher.followPage();
  followKeyboard(frame);
  growField(box.field);
  noticeClearedCookies(launcher, storeKey);
  // A contact form needs no session, unless the page says who is signed in: then what they write is theirs.
  if (!settings.chat && pageIdentity(launcher).state === 'anonymous' && !readPeriod(storeKey).person) return;
  launcher.epoch = readEpoch(storeKey);
  launcher.session = askForSession(
    `${server}/v1/stores/${storeKey}`,
    requestIdOf(launcher, storeKey),
    locale,
    () => awaitProof(launcher, storeKey),
    claimSecretOf(launcher, storeKey),
  );
  if (settings.chat) preloadSdk(settings, nonce);
}
