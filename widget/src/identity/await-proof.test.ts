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

const ask = () => awaitProof(launcher, 'demo');
const isOver = async (asked: Promise<unknown>) => (await Promise.race([asked.then(() => true), undefined])) ?? false;

it('waits for nobody where nobody has signed in', async () => {
  expect(await ask()).toBeUndefined();
  expect(launcher.identity?.provenIn).toBeUndefined();
});

it.each<[string, () => void]>([
  ['somebody was signed in on the page before', () => writePeriod('demo', { epoch: 'e', person: 'ann' })],
  ['the shop is being asked', () => (launcher.identity = { state: 'proving' })],
])('waits for the proof when %s', async (_, happen) => {
  happen();
  const waiting = ask();
  await vi.advanceTimersByTimeAsync(400);
  expect(await isOver(waiting)).toBe(false);
  // The page need not ask for another session when the proof comes.
  expect(launcher.identity?.provenIn).toBeDefined();
  Object.assign(launcher.identity ?? {}, { takeProof: async () => proof });
  await vi.advanceTimersByTimeAsync(100);
  expect(await waiting).toEqual(proof);
});

it('goes without when the page does not say so in time, the shop has none, or they have signed out', async () => {
  writePeriod('demo', { epoch: 'e', person: 'ann' });
  const late = ask();
  await vi.advanceTimersByTimeAsync(1600);
  expect(await late).toBeUndefined();

  launcher.identity = { state: 'anonymous', outcome: 'no-proof' };
  expect(await ask()).toBeUndefined();

  launcher.identity = { state: 'anonymous' };
  const over = ask();
  writePeriod('demo', { epoch: 'f' });
  await vi.advanceTimersByTimeAsync(100);
  expect(await over).toBeUndefined();
  expect(launcher.identity.provenIn).toBeUndefined();
});
