import type { TrackedEvent } from '../../../contract/events.ts';
import { lookAgain } from '../browser/look-again.ts';
import { hasDataLayer } from '../data-layer/has-data-layer.ts';
import type { PageParts } from '../inline/draw-form.ts';
import { complain } from './safely.ts';

/**
 * Fetches what knows the platform of this shop, and the data layer beside it, if there is one or one comes.
 * @param hasProduct whether the page itself says which product it shows
 */
export function startAdapters(
  { loadChunk }: PageParts,
  track: (event: TrackedEvent) => void,
  hasProduct: () => boolean,
  signal: AbortSignal,
): void {
  const { Shopify } = window as { Shopify?: { routes?: unknown } };
  // It marks every page that it makes.
  const isWooCommerce = /\bwoocommerce\b/.test(document.body.className);
  const platform = Shopify?.routes ? 'shopify' : isWooCommerce && 'woocommerce';
  let isHeard = false;

  function start(name: 'shopify' | 'woocommerce' | 'data-layer', tell = track) {
    loadChunk(name).then(
      ({ watchShop }) => signal.aborted || watchShop({ track: tell, signal }),
      // The next page tries again.
      (error) => complain(name, error),
    );
  }

  if (platform) start(platform);
  lookAgain(() => {
    if (isHeard || !hasDataLayer()) return;
    isHeard = true;
    start('data-layer', (event) => {
      // Who knows the platform knows the cart better, and the page its product.
      const isKnown = (platform && /cart/.test(event.type)) || (event.type === 'view_item' && hasProduct());
      if (!isKnown) track(event);
    });
  }, signal);
}
