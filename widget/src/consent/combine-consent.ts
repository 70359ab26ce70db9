import type { ConsentByPurpose, ConsentState, Purpose } from '../../../contract/consent.ts';

/**
 * What one source says, purpose by purpose; a purpose that is left out is one on which it has no opinion.
 * `denied` is a choice of the visitor's, or of their browser. A rule of the shop's that waits for a choice is `pending`.
 */
export type Opinion = { [Each in Purpose]?: ConsentState | undefined };

/**
 * Somebody's no is a no, whoever tells us of it; else the first source that has an opinion decides.
 * @param opinions of all sources, the weightiest first
 */
export function combineConsent(opinions: readonly (Opinion | undefined)[]): ConsentByPurpose {
  return forEachPurpose((purpose) => {
    const said = opinions.flatMap((opinion) => opinion?.[purpose] ?? []);
    return said.includes('denied') ? 'denied' : (said[0] ?? 'pending');
  });
}

/** The same question for each purpose. */
export function forEachPurpose<State>(stateOf: (purpose: Purpose) => State): Record<Purpose, State> {
  return {
    preferences: stateOf('preferences'),
    analytics: stateOf('analytics'),
    marketing: stateOf('marketing'),
  };
}
