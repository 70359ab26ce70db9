import { forEachPurpose } from './combine-consent.ts';
import type { ConsentSource } from './source.ts';

interface CustomerPrivacy {
  preferencesProcessingAllowed?(): unknown;
  analyticsProcessingAllowed?(): unknown;
  marketingAllowed?(): unknown;
  /** The choice itself, by purpose: 'yes', 'no', or '' while there is none. */
  currentVisitorConsent?(): Record<string, unknown>;
}

interface ShopifyGlobal {
  customerPrivacy?: CustomerPrivacy;
  loadFeatures?(features: { name: string; version: string }[], done: () => void): void;
}

/**
 * Shopify's Customer Privacy API, which knows the merchant's rules, the visitor's region and their choice. It is a
 * feature that somebody has to load; until it is there, nothing is allowed.
 */
export const shopifyConsent: ConsentSource = (changed, signal) => {
  let collected: Record<string, unknown> = {};
  let isLoading = false;

  const hear = (event: Event) => {
    collected = Object((event as CustomEvent).detail);
    changed();
  };
  document.addEventListener('visitorConsentCollected', hear, { signal });
  document.addEventListener('shopifyCustomerPrivacyApiLoaded', changed, { signal });

  return () => {
    const { Shopify } = window as { Shopify?: ShopifyGlobal };
    const api = Shopify?.customerPrivacy;
    if (!api) {
      if (!Shopify?.loadFeatures) return undefined;
      if (!isLoading) {
        isLoading = true;
        Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], changed);
      }
    }
    const chosen = Object(api?.currentVisitorConsent?.());
    return forEachPurpose((purpose) => {
      const told = collected[`${purpose}Allowed`];
      // The event tells what is allowed; whether somebody has refused the rest, the choice itself knows better.
      if (chosen[purpose] === 'no' || (chosen[purpose] === undefined && told === false)) return 'denied';
      const question = purpose === 'marketing' ? 'marketingAllowed' : (`${purpose}ProcessingAllowed` as const);
      return (told ?? api?.[question]?.()) === true ? 'granted' : 'pending';
    });
  };
};
