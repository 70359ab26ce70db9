import type { Launcher } from '../launcher/launcher.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { checkChatwoot } from './check-chatwoot.ts';
import { checkLauncher } from './check-launcher.ts';
import { checkProof } from './check-proof.ts';
import { checkServer } from './check-server.ts';
import { checkSettings } from './check-settings.ts';
import { checkShopper } from './check-shopper.ts';
import { checkTag, findBlocks, findTags } from './check-tag.ts';
import type { Finding, SelfTestPage } from './finding.ts';
import { drawOverlay } from './overlay.ts';

/** Shows the owner of the shop how their widget fares on this page. */
export function show(settings: WidgetSettings, launcher: Launcher): void {
  const api = window.StorefrontChat;
  // Shut down meanwhile.
  if (!api || !('storeKey' in api)) return;
  const page: SelfTestPage = { settings, launcher };
  const [tag] = [...findTags(settings.storeKey), ...findBlocks()];
  const stops: (() => void)[] = [];
  const overlay = drawOverlay(page, checkAll, () => {
    for (const stop of stops) stop();
  });
  let server: Finding[] | undefined;
  let chatwoot: Finding[] | undefined;
  let proof: Finding[] = [];
  let isChecking = false;

  /** What can be seen at once is looked at anew each time: it changes while one watches. */
  function look() {
    overlay.show([
      { title: 'This page', findings: [checkLauncher(page), ...checkTag(page)] },
      { title: 'Server', findings: server },
      { title: 'Chatwoot', findings: chatwoot },
      { title: 'Shopper', findings: [...checkShopper(page), ...proof] },
      { title: 'Settings', findings: checkSettings(page, tag?.dataset) },
    ]);
  }

  async function checkAll() {
    if (isChecking) return;
    isChecking = true;
    server = chatwoot = undefined;
    look();
    await Promise.all([
      checkServer(page, tag?.dataset).then((findings) => {
        server = findings;
        look();
      }),
      checkProof().then((findings) => {
        proof = findings;
        look();
      }),
      checkChatwoot(page, tag?.nonce ?? '', overlay.root).then((findings) => {
        chatwoot = findings;
        look();
      }),
    ]);
    isChecking = false;
  }

  function hear(outcome: NonNullable<SelfTestPage['outcome']>) {
    page.outcome = outcome;
    look();
  }

  stops.push(
    api.on('opened', look),
    api.on('closed', look),
    api.on('ready', () => hear('ready')),
    api.on('unavailable', hear),
    api.on('identified', look),
    api.on('consent', (consent) => {
      page.consent = consent;
      look();
    }),
  );
  checkAll();
}
