/**
 * The stand-in's `/packs/js/sdk.js`: what a page loads to get Chatwoot's widget. It repeats the official SDK's
 * behaviour on purpose, traps included, so that whatever copes with this one copes with the real one.
 */
import { createChatwoot } from './create-chatwoot.ts';
import { insertFrame } from './frame.ts';
import { listenToFrame } from './frame-messages.ts';
import { postCloseButton, surviveNavigation } from './page-changes.ts';
import { readPageSettings } from './page-settings.ts';
import type { WidgetLocation } from './sdk-globals.ts';
import { captureWidgetElements, dressHolder } from './widget-elements.ts';
import { insertStyles } from './widget-styles.ts';

const elements = captureWidgetElements();

/** Starts the widget. A second call does nothing, whatever token it brings (rule 5). */
function run({ websiteToken, baseUrl }: WidgetLocation): void {
  if (window.$chatwoot) return;
  const settings = readPageSettings(window.chatwootSettings ?? {});
  // From here on a further run() is refused, also when what follows throws (no body yet, Trusted Types).
  window.$chatwoot = createChatwoot(elements, { websiteToken, baseUrl }, settings);
  surviveNavigation();
  insertStyles();
  dressHolder(elements.holder, settings);
  insertFrame(elements, baseUrl, websiteToken);
  listenToFrame(elements);
  window.addEventListener('resize', postCloseButton);
}

window.chatwootSDK = { run };
