import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { beforeAll, expect, it } from 'vitest';
import type { WorkChallenge } from '../../contract/form.ts';
import { createSecrets } from '../db/secrets.ts';
import { createProofOfWork } from './proof-of-work.ts';

const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) });
const clock = { now: new Date() };
const now = () => clock.now;
const work = createProofOfWork({ secrets: createSecrets([key('k1', 1)]), now });

let challenge: WorkChallenge;
let solution: { counter: number; derivedKey: string };
beforeAll(async () => {
  challenge = await work.challengeOf('tea');
  const solved = await solveChallenge({
    challenge: challenge as Parameters<typeof solveChallenge>[0]['challenge'],
    deriveKey,
  });
  if (!solved) throw new Error('Not solved.');
  solution = solved;
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const message = () => crypto.randomUUID();

/** As it was solved, with something else about its challenge. */
const changed = (parameters: object, signature = challenge.signature) =>
  encode({ challenge: { parameters: { ...challenge.parameters, ...parameters }, signature }, solution });

it.each<[string, () => string]>([
  ['nothing', () => ''],
  ['no JSON', () => 'x'.repeat(4000)],
  ['a challenge without its solution', () => encode({ challenge })],
  ['a solution without a key', () => encode({ challenge, solution: { counter: 1, derivedKey: '' } })],
  ['a key that was not found', () => encode({ challenge, solution: { counter: 1, derivedKey: 'ab'.repeat(32) } })],
  ['a challenge that is not signed', () => changed({}, '')],
  ['a signature of something else', () => changed({}, 'ab'.repeat(32))],
  ['less work than was asked', () => changed({ cost: 1 })],
  ['a shorter prefix', () => changed({ keyPrefix: '00' })],
  ['a later ending', () => changed({ expiresAt: Number(challenge.parameters.expiresAt) + 600 })],
  ['another store', () => changed({ data: { store: 'coffee' } })],
  ['parameters as deep as a well', () => changed({ deep: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) })],
])('does not count %s as work', async (_what, make) => {
  expect(await work.isSolved('tea', make(), message())).toBe(false);
});

it('counts at one store alone, for one message, which may come again', async () => {
  const solved = encode({ challenge, solution });
  expect(await work.isSolved('coffee', solved, message())).toBe(false);
  const first = message();
  expect(await work.isSolved('tea', solved, first)).toBe(true);
  expect(await work.isSolved('tea', solved, first)).toBe(true);
  expect(await work.isSolved('tea', solved, message())).toBe(false);
});

it('counts in another process, and after the keys were changed as long as the old one is there', async () => {
  const solved = encode({ challenge, solution });
  const isSolvedBy = (...keys: Parameters<typeof createSecrets>[0]) =>
    createProofOfWork({ secrets: createSecrets(keys), now }).isSolved('tea', solved, message());
  expect(await isSolvedBy(key('k1', 1))).toBe(true);
  expect(await isSolvedBy(key('k2', 2), key('k1', 1))).toBe(true);
  expect(await isSolvedBy(key('k2', 2))).toBe(false);
});

it('counts for ten minutes', async () => {
  const solved = encode({ challenge, solution });
  const other = createProofOfWork({ secrets: createSecrets([key('k1', 1)]), now });
  clock.now = new Date(clock.now.getTime() + 10 * 60_000 + 1000);
  expect(await other.isSolved('tea', solved, message())).toBe(false);
});
