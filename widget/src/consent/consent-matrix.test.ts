import { afterEach, describe, expect, it } from 'vitest';
import { type ConsentState, consentStates, type Purpose, purposes } from '../../../contract/consent.ts';
import type { Consent } from './consent.ts';
import * as page from './test-support/page-signals.ts';
import { heard, watch } from './test-support/watch.ts';

let end = new AbortController();
afterEach(() => {
  end.abort();
  end = new AbortController();
  page.clearPage();
});

const all = { preferences: true, analytics: true, marketing: true };
const none = { preferences: false, analytics: false, marketing: false };
const some = { preferences: true, analytics: false, marketing: true };

const shopify = (choice: page.Choice, isAskedFor = true) => page.shopifyPage(isAskedFor)(choice);
const wp = (type?: 'optin' | 'optout', choice: page.Choice = {}) => page.wpPage(type)(choice);
const tcf = (...allowed: number[]) => page.tcfPage(page.tcfChoice(...allowed));
const tcfSays = (eventStatus: string, gdprApplies: boolean) =>
  page.tcfPage({ ...page.tcfChoice(1, 8), eventStatus, gdprApplies });
const google = (kind: 'default' | 'update', choice: page.Choice) =>
  page.gtag('consent', kind, page.asConsentMode(choice));
const gpc = (value: unknown) => Object.assign(navigator, { globalPrivacyControl: value });

/** Purpose by purpose: preferences, analytics, marketing. */
const inForce = ({ now }: Consent) => purposes.map((purpose) => now[purpose]).join(' ');

describe('one signal alone, in the order preferences, analytics, marketing', async () => {
  it.each<[signal: string, says: string, () => unknown, inForce: string]>([
    ['nothing', 'is on the page', () => {}, 'pending pending pending'],

    ['Shopify', 'asks, no answer yet', () => shopify({}), 'pending pending pending'],
    ['Shopify', 'asks nobody in this region', () => shopify({}, false), 'granted granted granted'],
    ['Shopify', 'yes to all', () => shopify(all), 'granted granted granted'],
    ['Shopify', 'no to all', () => shopify(none), 'denied denied denied'],
    ['Shopify', 'yes to some', () => shopify(some), 'granted denied granted'],
    ['Shopify', 'no, unasked', () => shopify({ analytics: false }, false), 'granted denied granted'],

    ['WordPress', 'no banner', () => wp(), 'pending pending pending'],
    ['WordPress', 'opt-in, no answer yet', () => wp('optin'), 'pending pending pending'],
    ['WordPress', 'opt-out, no answer yet', () => wp('optout'), 'granted granted granted'],
    ['WordPress', 'yes to all', () => wp('optin', all), 'granted granted granted'],
    ['WordPress', 'no to all', () => wp('optin', none), 'denied denied denied'],
    ['WordPress', 'yes to some', () => wp('optin', some), 'granted denied granted'],
    ['WordPress', 'opt-out, no to one', () => wp('optout', { analytics: false }), 'granted denied granted'],

    ['TCF', 'asks, no answer yet', () => tcfSays('cmpuishown', true), 'pending pending pending'],
    ['TCF', 'no GDPR here', () => tcfSays('tcloaded', false), 'pending pending pending'],
    ['TCF', 'a choice of last week', () => tcfSays('tcloaded', true), 'granted granted denied'],
    ['TCF', 'yes to all', () => tcf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 'granted granted granted'],
    ['TCF', 'no to all', () => tcf(), 'denied denied denied'],
    ['TCF', 'may store (1)', () => tcf(1), 'granted denied denied'],
    ['TCF', 'may store, measure content (8)', () => tcf(1, 8), 'granted granted denied'],
    ['TCF', 'may store, know audiences (9)', () => tcf(1, 9), 'granted granted denied'],
    ['TCF', 'may measure, not store', () => tcf(8, 9), 'denied denied denied'],
    ['TCF', 'may store, make and use profiles (3, 4)', () => tcf(1, 3, 4), 'granted denied granted'],
    ['TCF', 'may make profiles, not use them', () => tcf(1, 3), 'granted denied denied'],

    ['Consent Mode', 'default denied', () => google('default', none), 'pending pending pending'],
    ['Consent Mode', 'default granted', () => google('default', all), 'granted granted granted'],
    ['Consent Mode', 'update granted', () => google('update', all), 'granted granted granted'],
    ['Consent Mode', 'update denied', () => google('update', none), 'denied denied denied'],
    ['Consent Mode', 'update of some', () => google('update', some), 'granted denied granted'],

    ['GPC', 'an objection', () => gpc(true), 'pending pending denied'],
    ['GPC', 'none', () => gpc(false), 'pending pending pending'],
    ['GPC', 'a value of nobody’s standard', () => gpc('1'), 'pending pending pending'],
  ])('%s: %s', async (_signal, _says, set, expected) => {
    set();
    expect(inForce(await watch(end.signal))).toBe(expected);
  });

  it.each([
    ['yes to all', all, 'granted granted granted'],
    ['no to all', none, 'denied denied denied'],
    ['yes to some', some, 'granted denied granted'],
    ['yes to one', { analytics: true }, 'pending granted pending'],
  ])('the page itself: %s', async (_says, choice, expected) => {
    const consent = await watch(end.signal);
    consent.say(choice);
    expect(inForce(consent)).toBe(expected);
  });
});

const tcfNumbers: Record<Purpose, number[]> = { preferences: [1], analytics: [1, 8], marketing: [1, 3, 4] };

/** The weightiest first: how each comes to say `state` of one purpose. What one of them cannot say is left out. */
const sources: [name: string, Partial<Record<ConsentState, (purpose: Purpose, consent: Consent) => unknown>>][] = [
  [
    'page',
    {
      granted: (purpose, consent) => consent.say({ [purpose]: true }),
      denied: (purpose, consent) => consent.say({ [purpose]: false }),
    },
  ],
  [
    'Shopify',
    {
      granted: (purpose) => shopify({ [purpose]: true }),
      pending: () => shopify({}),
      denied: (purpose) => shopify({ [purpose]: false }),
    },
  ],
  [
    'WordPress',
    {
      granted: (purpose) => wp('optin', { [purpose]: true }),
      pending: () => wp('optin'),
      denied: (purpose) => wp('optin', { [purpose]: false }),
    },
  ],
  [
    'TCF',
    {
      granted: (purpose) => tcf(...tcfNumbers[purpose]),
      pending: () => tcfSays('cmpuishown', true),
      denied: () => tcf(),
    },
  ],
  [
    'Consent Mode',
    {
      granted: (purpose) => google('update', { [purpose]: true }),
      pending: (purpose) => google('default', { [purpose]: false }),
      denied: (purpose) => google('update', { [purpose]: false }),
    },
  ],
  ['GPC', { denied: (purpose) => purpose === 'marketing' && gpc(true) }],
];

/** Of two signals. */
const rule: Record<ConsentState, Record<ConsentState, ConsentState>> = {
  // the lighter:  says yes            waits               says no
  granted: { granted: 'granted', pending: 'granted', denied: 'denied' },
  pending: { granted: 'pending', pending: 'pending', denied: 'denied' },
  denied: { granted: 'denied', pending: 'denied', denied: 'denied' },
};

const pairs = sources.flatMap(([weightier, sayFirst], index) =>
  sources.slice(index + 1).map(([lighter, sayNext]) => ({ weightier, lighter, sayFirst, sayNext })),
);

describe.each(pairs)('$weightier before $lighter', async ({ lighter, sayFirst, sayNext }) => {
  it.each(purposes)('%s', async (purpose) => {
    for (const first of consentStates)
      for (const next of consentStates) {
        const [speakFirst, speakNext] = [sayFirst[first], sayNext[next]];
        // GPC speaks of marketing alone.
        if (!speakFirst || !speakNext || (lighter === 'GPC' && purpose !== 'marketing')) continue;
        const signal = new AbortController();
        const consent = await watch(signal.signal);
        // The lighter is first on the page, and heard alone.
        speakNext(purpose, consent);
        dispatchEvent(new Event('load'));
        await heard();
        expect(consent.now[purpose], `${lighter} alone`).toBe(next);
        speakFirst(purpose, consent);
        dispatchEvent(new Event('load'));
        await heard();
        expect(consent.now[purpose], `${first}, then ${next}`).toBe(rule[first][next]);
        signal.abort();
        page.clearPage();
      }
  });
});
