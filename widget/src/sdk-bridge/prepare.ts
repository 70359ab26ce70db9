import { requestIdOf } from '../browser/request-id.ts';
import type { ComposerDeps } from '../composer/mount.tsx';
import { askShop } from '../identity/ask-shop.ts';
import { awaitIdentity, awaitProof } from '../identity/await-proof.ts';
import { readEpoch } from '../identity/epoch.ts';
import { noticeClearedCookies } from '../identity/notice-cleared-cookies.ts';
import { pageIdentity } from '../identity/page-identity.ts';
import { followKeyboard } from '../launcher/follow-keyboard.ts';
import { growField } from '../launcher/grow-field.ts';
import type { Launcher } from '../launcher/launcher.ts';
import { isPageDark } from '../launcher/page-theme.ts';
import { askForSession, type SessionOutcome } from '../session/ask-for-session.ts';
import { claimSecretOf } from '../session/claim.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { preloadSdk } from './load-sdk.ts';

/** Asks for the session of this page, with a proof of who is signed in, if somebody is. */
export function sessionOf(launcher: Launcher, { server, storeKey, locale }: WidgetSettings): Promise<SessionOutcome> {
  return askForSession(
    `${server}/v1/stores/${storeKey}`,
    requestIdOf(launcher, storeKey),
    locale,
    () => awaitProof(launcher, storeKey),
    claimSecretOf(launcher, storeKey),
  );
}

const prepared = new WeakSet<Launcher>();

type PrepareDeps = Pick<ComposerDeps, 'launcher' | 'settings' | 'nonce' | 'marker'>;

/**
 * What a press wants besides a box that takes typing, without waiting for the composer: session and SDK side by side,
 * and a box that follows keyboard, text and page. Once, whoever is first to ask for it.
 */
export function prepare({ launcher, settings, nonce, marker }: PrepareDeps): void {
  if (prepared.has(launcher)) return;
  prepared.add(launcher);
  const { storeKey } = settings;
  const { frame, host, box } = launcher;
  launcher.followPage = () => frame.classList.toggle('dark', isPageDark(host));
  launcher.followPage();
  followKeyboard(frame);
  growField(box.field);
  noticeClearedCookies(launcher, storeKey);
  askShop(launcher, storeKey, marker?.text);
  launcher.epoch = readEpoch(storeKey);
  if (settings.chat) {
    launcher.session = sessionOf(launcher, settings);
    preloadSdk(settings, nonce);
  } else awaitIdentity(launcher, storeKey).then(askIfProven);

  /** A contact form needs no session, unless somebody is signed in: then what they write is theirs. */
  function askIfProven() {
    if (pageIdentity(launcher).takeProof) sessionOf(launcher, settings);
  }
}
