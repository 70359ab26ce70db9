import { findFrame } from './frame-messages.ts';

/**
 * Takes away everything that `run()` made, so that it can be run again. The frame goes first: the SDK holds on to
 * the element around it and would show the old frame beside the new one.
 */
export function tearDownSdk(): void {
  findFrame()?.remove();
  for (const id of ['cw-widget-holder', 'cw-bubble-holder', 'cw-widget-styles']) document.getElementById(id)?.remove();
  delete window.$chatwoot;
}
