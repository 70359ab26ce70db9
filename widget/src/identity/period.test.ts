import { expect, it } from 'vitest';
import { nextPeriod } from './period.ts';

const signIn = (person: string, hasWrittenLately = false) =>
  ({ happens: 'sign-in', person, hasWrittenLately }) as const;

it('goes on with what was written here a moment ago', () => {
  expect(nextPeriod({ epoch: 'a' }, signIn('ann', true), 'b')).toEqual({ epoch: 'a', person: 'ann' });
});

it('starts clean when nobody knows who wrote what is here', () => {
  expect(nextPeriod({ epoch: 'a' }, signIn('ann'), 'b')).toEqual({ epoch: 'b', person: 'ann' });
});

it('goes on for the same person on every page, however long ago they wrote', () => {
  expect(nextPeriod({ epoch: 'a', person: 'ann' }, signIn('ann'), 'b')).toEqual({ epoch: 'a', person: 'ann' });
});

it('never hands anything from one person to another', () => {
  expect(nextPeriod({ epoch: 'a', person: 'ann' }, signIn('bea', true), 'b')).toEqual({ epoch: 'b', person: 'bea' });
});

it('ends at sign-out', () => {
  expect(nextPeriod({ epoch: 'a', person: 'ann' }, { happens: 'sign-out' }, 'b')).toEqual({ epoch: 'b' });
  expect(nextPeriod({ epoch: 'a' }, { happens: 'sign-out' }, 'b')).toEqual({ epoch: 'b' });
});
