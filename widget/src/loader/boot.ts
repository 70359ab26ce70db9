import type { StoreSettings } from '../../../contract/settings.ts';
import { withTagSettings } from '../settings/tag-settings.ts';
import { installPublicApi } from './public-api.ts';
import { startWidget } from './start-widget.ts';

/**
 * Start-up of a page. Nothing here asks the network for anything, or stores anything, before a shopper wants us.
 * @param script our tag, where it can be known: not in a module, nor where an optimiser has put us into its own file.
 */
export function boot(settings: StoreSettings, script: HTMLScriptElement | null): void {
  const { storeKey } = settings;
  const tag = script ?? document.querySelector<HTMLScriptElement>(`script[src*="/w/${storeKey}.js"]`);
  const api = installPublicApi(storeKey);
  if (!api || !settings.widget) return;
  const start = () => api.start(startWidget(withTagSettings(settings, tag?.dataset), tag?.nonce, api.emit));
  // A page that is rendered before anybody looks at it may never be looked at.
  if ((document as { prerendering?: boolean }).prerendering) document.addEventListener('prerenderingchange', start);
  else if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
}
