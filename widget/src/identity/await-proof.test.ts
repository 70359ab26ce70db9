import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Launcher } from '../launcher/launcher.ts';
import { awaitProof } from './await-proof.ts';
import { writePeriod } from './period-store.ts';

const proof = { jwt: 'a.b.c', verifier: 'v' };
let launcher: Launcher;

beforeEach(() => {
  vi.useFakeTimers();
  launcher = {} as Launcher;
});
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

it('waits for nobody where nobody has signed in', async () => {
  expect(await awaitProof(launcher, 'demo')).toBeUndefined();
});

it('waits for the page to say who is signed in, when somebody was on the page before', async () => {
  writePeriod('demo', { epoch: 'e', person: 'ann' });
  const waiting = awaitProof(launcher, 'demo');
  await vi.advanceTimersByTimeAsync(400);
  launcher.takeProof = async () => proof;
  await vi.advanceTimersByTimeAsync(100);
  expect(await waiting).toEqual(proof);
});

it('goes without when the page does not say so in time, or they have signed out', async () => {
  writePeriod('demo', { epoch: 'e', person: 'ann' });
  const late = awaitProof(launcher, 'demo');
  await vi.advanceTimersByTimeAsync(1600);
  expect(await late).toBeUndefined();

  const over = awaitProof(launcher, 'demo');
  writePeriod('demo', { epoch: 'f' });
  await vi.advanceTimersByTimeAsync(100);
  expect(await over).toBeUndefined();
});
