import { expect, it } from 'vitest';
import { dropStaleSkipCookie } from './stale-skip-cookie.ts';

const now = 1_800_000_000_000;
const tokenUntil = (seconds: number) => `e30.${btoa(JSON.stringify({ exp: seconds }))}.signature`;

it.each([
  ['there is no session any more', undefined, false],
  ['the session has ended', tokenUntil(now / 1000 - 1), false],
  ['the session cannot be read', 'no-jwt', false],
  ['the session is alive', tokenUntil(now / 1000 + 60), true],
])('keeps the SDK from skipping setUser only rightly: %s', (_, visitorToken, isKept) => {
  document.cookie = 'cw_user_token=fingerprint; path=/';
  dropStaleSkipCookie('token', visitorToken, now);
  expect(document.cookie.includes('cw_user_token')).toBe(isKept);
});
