import { afterEach, expect, it } from 'vitest';
import { reasons } from '../../../contract/reasons.ts';
import type { PageIdentity } from '../identity/page-identity.ts';
import { writePeriod } from '../identity/period-store.ts';
import type { Launcher } from '../launcher/launcher.ts';
import { writeVisitorToken } from '../session/session-cookie.ts';
import { withTagSettings } from '../settings/tag-settings.ts';
import { demoSettings } from '../test-support/demo-settings.ts';
import { checkShopper } from './check-shopper.ts';
import type { SelfTestPage } from './finding.ts';

const settings = withTagSettings(demoSettings(), {});
const look = (page: Partial<SelfTestPage> = {}) =>
  Object.fromEntries(
    checkShopper({ settings, launcher: {} as Launcher, ...page }).map((found) => [found.label, found]),
  );
const tokenUntil = (exp?: number) => `secret-head.${btoa(JSON.stringify({ source_id: 'who', exp }))}.signature`;

afterEach(() => {
  localStorage.clear();
  document.cookie = 'cw_conversation=; path=/; max-age=0';
});

it('a browser that never pressed has no session, no person and no outcome', () => {
  const found = Object.values(look());
  expect(found.map(({ verdict }) => verdict)).toEqual(['good', 'good', 'good', 'good']);
  expect(found.map(({ value }) => value).join()).toMatch(/none yet.*anonymous.*not asked for.*none on this page yet/);
});

it('tells of a session no more than its beginning and its end', () => {
  writeVisitorToken(tokenUntil(4_070_908_800));
  expect(look().Session).toMatchObject({ verdict: 'good', value: 'secret…, until 2099-01-01' });
  writeVisitorToken(tokenUntil(1_577_836_800));
  expect(look().Session).toMatchObject({ verdict: 'note', value: expect.stringContaining('over since 2020-01-01') });
});

it.each(['a-token-of-another-make', tokenUntil(), 'x.bm9uc2Vuc2U=.y'])(
  'lives with a session that it cannot read',
  (token) => {
    writeVisitorToken(token);
    expect(look().Session).toMatchObject({ verdict: 'good', value: `${token.slice(0, 6)}…` });
  },
);

it.each([
  [undefined, 'note', 'not known yet'],
  ['pending', 'note', 'preferences granted, analytics pending, marketing denied'],
  ['denied', 'note', 'preferences granted, analytics denied, marketing denied'],
  ['granted', 'good', 'preferences granted, analytics granted, marketing denied'],
] as const)('in a store that tracks, analytics %s is told as it is', (analytics, verdict, value) => {
  const tracking = { ...settings, tracking: true as const };
  const consent = analytics && ({ preferences: 'granted', analytics, marketing: 'denied' } as const);
  const { Consent } = look({ settings: tracking, ...(consent && { consent }) });
  expect(Consent).toMatchObject({ verdict, value });
});

it('a customer who has signed in before is one, but the page ought to prove it', () => {
  writePeriod('demo', { epoch: 'e', person: '0123456789abcdef' });
  const { Identity } = look();
  expect(Identity).toMatchObject({ verdict: 'note', advice: expect.stringContaining('identify') });
  expect(JSON.stringify(Identity)).not.toContain('0123');
});

it.each<[PageIdentity, string, RegExp]>([
  [{ state: 'proving' }, 'note', /being asked/],
  [{ state: 'identified' }, 'good', /^a customer is signed in, with a proof/],
  [{ state: 'identified', outcome: 'verified' }, 'good', /^identified/],
  [{ state: 'identified', outcome: 'refused' }, 'bad', /^anonymous \(refused\)/],
  [{ state: 'anonymous', outcome: 'no-proof' }, 'bad', /^anonymous \(no-proof\)/],
])('%j is told as it is', (identity, verdict, value) => {
  writePeriod('demo', { epoch: 'e', person: '0123456789abcdef' });
  const found = look({ launcher: { identity } as Launcher }).Identity;
  expect(found).toMatchObject({ verdict, value: expect.stringMatching(value) });
  if (verdict === 'bad') expect(found?.advice?.length).toBeGreaterThan(20);
});

it.each(reasons)('%s comes with what to do, and a closed shop is no problem', (outcome) => {
  const isWanted = ['closed-now', 'chat-off'].includes(outcome);
  const { verdict, value, advice = '' } = look({ outcome })['Last press'] ?? {};
  expect(value).toContain(outcome);
  expect(verdict).toBe(isWanted ? 'note' : 'bad');
  expect(advice.length).toBeGreaterThan(20);
  expect(advice).not.toContain('{key}');
});
