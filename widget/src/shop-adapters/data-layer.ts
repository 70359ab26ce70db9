import { watchDataLayer } from '../data-layer/watch-data-layer.ts';
import { ga4Events } from './ga4-events.ts';
import { record } from './record.ts';
import type { ShopDeps } from './shop-deps.ts';

export { consentMode as consentSource } from '../consent/consent-mode.ts';

/** On this page: what was there before is told once, for what was forgotten with a withdrawal is not collected again. */
let hasStarted = false;

/**
 * Reads Google's e-commerce events from the page's data layer, in both forms: `{ event, ecommerce: { … } }` as Tag Manager
 * takes it, and the `arguments` of `gtag('event', name, { … })`. Custom names tell us nothing.
 */
export function watchShop({ track, signal }: ShopDeps): void {
  /** Tag Manager keeps it from one entry to the next, until it is said to be null. */
  let ecommerce: unknown;
  let isTold = hasStarted;
  hasStarted = true;

  watchDataLayer((entry) => {
    const told = record(entry);
    if ('ecommerce' in told) ecommerce = told.ecommerce;
    if (isTold) return;
    const events =
      told[0] === 'event'
        ? ga4Events(told[1], record(told[2]))
        : ga4Events(told.event, { ...record(ecommerce), ...told, ...record(told.ecommerce) });
    events.forEach(track);
  }, signal);
  isTold = false;
}
