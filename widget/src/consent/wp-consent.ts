import { forEachPurpose } from './combine-consent.ts';
import type { ConsentSource } from './source.ts';

interface WpGlobals {
  wp_has_consent?(category: string): unknown;
  /** `optin` or `optout`, put there by a banner; the fallback is the site's own. */
  wp_consent_type?: unknown;
  wp_fallback_consent_type?: unknown;
  consent_api?: { cookie_prefix?: unknown };
}

/**
 * WordPress's Consent API, through which banner plugins speak. It says yes to everything as long as no banner has said
 * of which kind it is: that is nobody's leave.
 */
export const wpConsent: ConsentSource = (changed, signal) => {
  // Who listens hears which category it was, in an array without elements; the choice itself is read below.
  for (const type of ['wp_listen_for_consent_change', 'wp_consent_type_defined'])
    document.addEventListener(type, changed, { signal });

  return () => {
    const { wp_has_consent, wp_consent_type, wp_fallback_consent_type, consent_api } = window as WpGlobals;
    if (!wp_has_consent || !(wp_consent_type ?? wp_fallback_consent_type)) return undefined;
    const cookies = document.cookie.split('; ');
    return forEachPurpose((purpose) => {
      const category = purpose === 'analytics' ? 'statistics' : purpose;
      // The function alone cannot tell a no from no answer yet.
      const cookie = `${consent_api?.cookie_prefix ?? 'wp_consent'}_${category}=deny`;
      if (cookies.includes(cookie)) return 'denied';
      return wp_has_consent(category) === true ? 'granted' : 'pending';
    });
  };
};
