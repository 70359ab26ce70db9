import { expect, it } from 'vitest';
import { consentStates } from '../../../contract/consent.ts';
import { combineConsent } from './combine-consent.ts';

const decide = (...states: (('granted' | 'pending' | 'denied') | undefined)[]) =>
  combineConsent(states.map((analytics) => ({ analytics }))).analytics;

it.each([
  // weightiest, next, lightest -> what is in force
  [undefined, undefined, undefined, 'pending'],
  ['granted', undefined, undefined, 'granted'],
  [undefined, undefined, 'granted', 'granted'],
  ['pending', 'granted', 'granted', 'pending'],
  [undefined, 'pending', 'granted', 'pending'],
  ['granted', 'pending', undefined, 'granted'],
  ['granted', 'granted', 'denied', 'denied'],
  [undefined, 'denied', 'granted', 'denied'],
  ['denied', 'granted', 'granted', 'denied'],
] as const)('%s before %s before %s is %s', (first, second, third, inForce) => {
  expect(decide(first, second, third)).toBe(inForce);
});

it('judges each purpose by itself', () => {
  const first = { preferences: 'granted', marketing: 'denied' } as const;
  const second = { analytics: 'granted', marketing: 'granted' } as const;
  expect(combineConsent([first, undefined, second])).toEqual({
    preferences: 'granted',
    analytics: 'granted',
    marketing: 'denied',
  });
});

it('never allows what nobody has allowed, and never what somebody has refused, in any order of three sources', () => {
  const all = [undefined, ...consentStates];
  for (const a of all)
    for (const b of all)
      for (const c of all) {
        const inForce = decide(a, b, c);
        if (inForce === 'granted') expect([a, b, c]).toContain('granted');
        if ([a, b, c].includes('denied')) expect(inForce).toBe('denied');
      }
});
