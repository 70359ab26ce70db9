import type { ConsentState } from '../../../contract/consent.ts';
import { watchDataLayer } from '../data-layer/watch-data-layer.ts';
import type { ConsentSource } from './source.ts';

type States = Record<string, ConsentState>;

/**
 * Google Consent Mode, as its commands in the data layer: `gtag('consent', 'default' | 'update', { … })`. A default is
 * the shop's rule, an update what the visitor chose. Where the visitor is nobody tells us: a default for some regions
 * counts when it asks for a choice, and not when it allows.
 */
export const consentMode: ConsentSource = (changed, signal) => {
  const states = { default: {} as States, region: {} as States, update: {} as States };

  watchDataLayer((entry) => {
    const { 0: command, 1: kind, 2: settings } = entry as Record<number, unknown>;
    if (command !== 'consent' || (kind !== 'default' && kind !== 'update')) return;
    const { region, ...wanted } = Object(settings);
    const isRegional = kind === 'default' && region;
    for (const [name, value] of Object.entries(wanted)) {
      if (value === 'granted' && !isRegional) states[kind][name] = value;
      if (value === 'denied') states[isRegional ? 'region' : kind][name] = kind === 'update' ? value : 'pending';
    }
    changed();
  }, signal);

  const stateOf = (name: string) => states.update[name] ?? states.region[name] ?? states.default[name];
  return () => {
    const remembered = [stateOf('functionality_storage'), stateOf('personalization_storage')];
    return {
      // Of these two a banner may know only one.
      preferences: together(remembered.filter(Boolean)),
      analytics: stateOf('analytics_storage'),
      marketing: together([stateOf('ad_user_data'), stateOf('ad_personalization')]),
    };
  };
};

/** Both are needed. */
function together(states: (ConsentState | undefined)[]): ConsentState | undefined {
  if (states.includes('denied')) return 'denied';
  if (!states.some(Boolean)) return undefined;
  return states.every((state) => state === 'granted') ? 'granted' : 'pending';
}
