import type { StoreSettings } from '../../../contract/settings.ts';
import { boot } from './boot.ts';
import { complain } from './public-api.ts';

/**
 * The loader as a file of the shop's own: of an extension at Shopify, of a plugin in WordPress. It comes without us,
 * and so does the box. The settings stand in the page, as data: `<script type="application/json"
 * data-storefront-chat="settings">`, which also carries what a tag would: nonce and `data-*`.
 */
function start(): void {
  let settings: StoreSettings | undefined;
  try {
    const block = document.querySelector<HTMLScriptElement>('[data-storefront-chat=settings]');
    settings = JSON.parse(block?.text || '{}') as StoreSettings;
    if (!settings.texts) throw Error('none in this page');
    boot(settings, block);
    if (document.querySelector(`script[src*="/w/${settings.storeKey}.js"]`)) complain('tag and shop file: leave one');
  } catch (error) {
    // An optimiser may have put us before them, or the browser is in the middle of reading them.
    if (!settings?.texts && document.readyState === 'loading')
      addEventListener('DOMContentLoaded', start, { once: true });
    else complain(`settings: ${error}`);
  }
}

start();
