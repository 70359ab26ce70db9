import type { Purpose } from '../../../../contract/consent.ts';
import { forEachPurpose } from '../combine-consent.ts';

/** What a visitor has said on a banner; a purpose that is left out is one they were not asked for. */
export type Choice = Partial<Record<Purpose, boolean>>;

const page = window as unknown as Record<string, unknown>;
const tell = (type: string, detail?: unknown) => document.dispatchEvent(new CustomEvent(type, { detail }));

/** Shopify's consent API as it is once loaded: its decisions, the raw choice, and the event after a choice. */
export function shopifyPage(isAskedFor = true) {
  const raw: Record<Purpose, string> = { preferences: '', analytics: '', marketing: '' };
  const allows = (purpose: Purpose) => (raw[purpose] ? raw[purpose] === 'yes' : !isAskedFor);
  const customerPrivacy = {
    preferencesProcessingAllowed: () => allows('preferences'),
    analyticsProcessingAllowed: () => allows('analytics'),
    marketingAllowed: () => allows('marketing'),
    currentVisitorConsent: () => ({ ...raw, sale_of_data: '' }),
  };
  page.Shopify = { customerPrivacy };
  return (choice: Choice) => {
    for (const [purpose, isAllowed] of Object.entries(choice)) raw[purpose as Purpose] = isAllowed ? 'yes' : 'no';
    const allowed = forEachPurpose(allows);
    tell('visitorConsentCollected', {
      preferencesAllowed: allowed.preferences,
      analyticsAllowed: allowed.analytics,
      marketingAllowed: allowed.marketing,
    });
  };
}

const wpCategories = { preferences: 'preferences', analytics: 'statistics', marketing: 'marketing' } as const;

/** WordPress's consent API. @param type the banner's; without one it says yes to everything */
export function wpPage(type?: 'optin' | 'optout') {
  page.consent_api = { cookie_prefix: 'wp_consent' };
  page.wp_consent_type = type;
  page.wp_has_consent = (category: string) => {
    const value = new RegExp(`(?:^|; )wp_consent_${category}=(\\w+)`).exec(document.cookie)?.[1];
    return page.wp_consent_type ? value === 'allow' || (!value && page.wp_consent_type === 'optout') : true;
  };
  return (choice: Choice) => {
    for (const [purpose, isAllowed] of Object.entries(choice)) {
      const category = wpCategories[purpose as Purpose];
      const value = isAllowed ? 'allow' : 'deny';
      document.cookie = `wp_consent_${category}=${value}; path=/`;
      // As the real one does: an array without elements.
      tell('wp_listen_for_consent_change', Object.assign([], { [category]: value }));
    }
  };
}

/** A TCF banner. Listeners hear at once how things stand, and every change. */
export function tcfPage(first: object) {
  const listeners = new Map<number, (data: unknown, isSuccess: boolean) => void>();
  let data = first;
  page.__tcfapi = (command: string, _version: number, hear: (data: unknown, isDone?: boolean) => void, id?: number) => {
    if (command === 'removeEventListener') return hear(listeners.delete(Number(id)));
    listeners.set(listeners.size + 1, hear);
    hear({ ...data, listenerId: listeners.size }, true);
  };
  return Object.assign(
    (next: object) => {
      data = next;
      for (const [listenerId, hear] of listeners) hear({ ...data, listenerId }, true);
    },
    { listeners },
  );
}

/** What a TCF banner says once somebody has chosen. @param numbers of the purposes that they allow */
export function tcfChoice(...numbers: number[]) {
  const consents = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [n + 1, numbers.includes(n + 1)]));
  return { gdprApplies: true, eventStatus: 'useractioncomplete', purpose: { consents } };
}

/** What Consent Mode calls a purpose. */
const googleNames: Record<Purpose, string[]> = {
  preferences: ['functionality_storage', 'personalization_storage'],
  analytics: ['analytics_storage'],
  marketing: ['ad_user_data', 'ad_personalization'],
};

/** As Google's tag does it: what is pushed has the shape of `arguments`. */
export function gtag(...call: unknown[]): void {
  page.dataLayer ??= [];
  (page.dataLayer as unknown[]).push(Object.assign({ length: call.length }, call));
}

/** A choice in Consent Mode's words. */
export function asConsentMode(choice: Choice): Record<string, string> {
  const entries = Object.entries(choice).flatMap(([purpose, isAllowed]) =>
    googleNames[purpose as Purpose].map((name) => [name, isAllowed ? 'granted' : 'denied']),
  );
  return Object.fromEntries(entries);
}

/** Takes away all that was put on the page. */
export function clearPage(): void {
  for (const name of ['Shopify', 'wp_has_consent', 'wp_consent_type', 'consent_api', '__tcfapi', 'dataLayer'])
    delete page[name];
  for (const category of Object.values(wpCategories)) document.cookie = `wp_consent_${category}=; path=/; max-age=0`;
  delete (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;
}
