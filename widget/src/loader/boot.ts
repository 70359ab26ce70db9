import type { StoreSettings } from '../../../contract/settings.ts';
import { withTagSettings } from '../settings/tag-settings.ts';
import { installPublicApi } from './public-api.ts';
import { startWidget } from './start-widget.ts';

/** Start-up of a page. Nothing here asks the network for anything, or stores anything, before a shopper wants us. */
export function boot(storeSettings: StoreSettings, script: HTMLScriptElement): void {
  const api = installPublicApi();
  const settings = withTagSettings(storeSettings, script.dataset);
  if (!api || !settings.widget) return;
  const start = () => api.start(startWidget(settings, script, api.emit));
  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
}
