import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { expect, it } from 'vitest';
import type { WorkChallenge } from '../../../contract/form.ts';
import { solveWork } from './solve-work.ts';

const hmacSignatureSecret = 'only of this test';

it('finds what our server accepts', async () => {
  const options = { algorithm: 'PBKDF2/SHA-256', cost: 10, counter: 7, deriveKey, hmacSignatureSecret };
  const challenge = (await createChallenge(options)) as WorkChallenge;
  const work = JSON.parse(atob((await solveWork(challenge)) ?? ''));
  expect(await verifySolution({ ...work, deriveKey, hmacSignatureSecret })).toMatchObject({ verified: true });
});

it('gives up without a word where the browser cannot do it', async () => {
  const parameters = { algorithm: 'MAGIC', nonce: '00', salt: '00', cost: 1, keyLength: 32, keyPrefix: '00' };
  expect(await solveWork({ parameters })).toBeUndefined();
});
