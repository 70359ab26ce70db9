import { afterEach, expect, it, vi } from 'vitest';
import { writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import type { Launcher } from '../launcher/launcher.ts';
import { claimHashOf, claimSecretOf } from './claim.ts';

afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

const secretOf = (launcher = {} as Launcher) => claimSecretOf(launcher, 'demo');

it('has one secret for an id, and another for the next person’s', () => {
  const launcher = {} as Launcher;
  const secret = secretOf(launcher);
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(secretOf(launcher)).toBe(secret);
  launcher.requestId = uuid();
  expect(secretOf(launcher)).not.toBe(secret);
});

it('knows the secret of an id that an earlier page has left, and of no other', () => {
  const requestId = uuid();
  writeMarker('demo', { requestId, claimSecret: 's'.repeat(43) });
  expect(secretOf()).toBe('s'.repeat(43));
  expect(secretOf({ requestId: uuid() } as Launcher)).not.toBe('s'.repeat(43));
});

it('shows of a secret what proves it, and not what it is', async () => {
  expect(await claimHashOf('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  expect(await claimHashOf(undefined)).toBeUndefined();
});

it('does without on a page that is not served over https', () => {
  vi.stubGlobal('crypto', {});
  expect(secretOf()).toBeUndefined();
});
