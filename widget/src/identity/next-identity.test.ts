import { expect, it } from 'vitest';
import { type Identity, type IdentityEvent, nextIdentity } from './next-identity.ts';

const anonymous: Identity = { state: 'anonymous', epoch: 'a' };
const proving: Identity = { state: 'proving', epoch: 'a' };
const ann: Identity = { state: 'identified', epoch: 'a', person: 'ann' };
/** Ann on the page after the one where she has signed in: it has not said so yet. */
const annExpected: Identity = { ...ann, state: 'anonymous' };
const proof = (person: string, hasWrittenLately = false, askedIn = 'a'): IdentityEvent => ({
  type: 'proof',
  person,
  askedIn,
  hasWrittenLately,
});

it.each<[string, Identity, IdentityEvent, Partial<Identity>, string]>([
  ['asks the shop who has signed in', anonymous, { type: 'identify' }, { state: 'proving' }, 'nothing'],
  ['keeps who is known while the shop is asked again', ann, { type: 'identify' }, ann, 'nothing'],
  ['goes on with what was written here a moment ago', proving, proof('ann', true), ann, 'renew'],
  ['starts clean when nobody knows who wrote it', proving, proof('ann'), { ...ann, epoch: 'b' }, 'forget'],
  [
    'goes on for the same person on every page, however long ago they wrote',
    { ...annExpected, state: 'proving' },
    proof('ann'),
    ann,
    'renew',
  ],
  ['never hands anything to another', ann, proof('bea', true), { ...ann, person: 'bea', epoch: 'b' }, 'forget'],
  [
    'nor on a page that has not said who is there',
    { ...annExpected, state: 'proving' },
    proof('bea', true),
    { ...ann, person: 'bea', epoch: 'b' },
    'forget',
  ],
  ['stays anonymous without a proof', proving, { type: 'no-proof' }, anonymous, 'nothing'],
  ['keeps the proof it has when there is no other', ann, { type: 'no-proof' }, ann, 'nothing'],
  [
    'takes no proof that was asked for before a sign-out',
    { ...anonymous, epoch: 'b' },
    proof('ann', true),
    {},
    'ignore',
  ],
  ['takes the one of who is there, however it came', { ...ann, epoch: 'b' }, proof('ann'), { epoch: 'b' }, 'renew'],
  ['ends at sign-out', ann, { type: 'sign-out' }, { state: 'anonymous', epoch: 'b' }, 'forget'],
  ['ends at sign-out of whom nothing proved', proving, { type: 'sign-out' }, { state: 'anonymous' }, 'forget'],
  ['ends on a page that has not said who is there, too', annExpected, { type: 'sign-out' }, { epoch: 'b' }, 'forget'],
])('%s', (_, now, event, after, effect) => {
  const [next, what] = nextIdentity(now, event, 'b');
  expect([next, what]).toEqual([expect.objectContaining(after), effect]);
  if (next.state === 'anonymous' && effect === 'forget') expect(next.person).toBeUndefined();
});
