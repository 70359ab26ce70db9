import { expect, it, vi } from 'vitest';
import { askForProof, createProofs, subjectOf } from './proof.ts';

const jwtOf = (payload: unknown) => `x.${btoa(JSON.stringify(payload))}.y`;

it('gives the shop the hash of what only this page knows', async () => {
  const prove = vi.fn(async () => 'jwt');
  const { verifier } = await askForProof(prove);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  const challenge = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  expect(prove).toHaveBeenCalledExactlyOnceWith(challenge);
  expect(verifier.length).toBe(43);
});

it('hands out each proof once, and asks the shop for another', async () => {
  let count = 0;
  const prove = async () => `jwt ${++count}`;
  const take = createProofs(prove, await askForProof(prove));
  expect((await take())?.jwt).toBe('jwt 1');
  expect((await take())?.jwt).toBe('jwt 2');
});

it('goes without a proof when the shop has none, or takes too long', async () => {
  const first = await askForProof(async () => 'jwt');
  const refused = createProofs(() => Promise.reject(Error('401')), first);
  const silent = createProofs(() => new Promise(() => {}), first);
  await Promise.all([refused(), silent()]);
  expect(await refused()).toBeUndefined();
  expect(await silent()).toBeUndefined();
});

it('reads who it is about, and nothing from what is no JWT', () => {
  expect(subjectOf(jwtOf({ sub: 'ann' }))).toBe('ann');
  for (const nonsense of [undefined, '', 'a.b.c', jwtOf({}), jwtOf({ sub: 7 }), jwtOf(null)]) {
    expect(subjectOf(nonsense)).toBeUndefined();
  }
});
