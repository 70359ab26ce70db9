import { expect, it } from 'vitest';
import { storefrontEventSchema } from '../../contract/events.ts';
import { makeEvent } from './made-event.ts';
import { faults, makePlan } from './plan.ts';

const options = { seed: 'one', events: 3000, visitors: 60, stores: 4, spreadMs: 1000 };
const planned = makePlan(options);
const events = planned.flatMap(({ moments }) => moments.flatMap((moment) => moment.events));

it('is the same for the same seed, and another for another', () => {
  const small = { ...options, events: 60, visitors: 6 };
  expect(makePlan(small)).toEqual(makePlan(small));
  expect(makePlan({ ...small, seed: 'two' })).not.toEqual(makePlan(small));
});

it('has as many events as were asked for, wrong ones of every kind, and all kinds of visitors', () => {
  expect(events).toHaveLength(3000);
  expect(new Set(events.flatMap(({ fault }) => fault ?? []))).toEqual(new Set(faults));
  expect(planned.some(({ hasTwoTabs }) => hasTwoTabs)).toBe(true);
  expect(planned.some(({ withdraws }) => withdraws)).toBe(true);
  expect(planned.some(({ clockAheadMs }) => clockAheadMs !== 0)).toBe(true);
  expect(new Set(planned.map(({ id }) => id)).size).toBeLessThan(60);
});

it('makes events that the contract takes, but for those that it is to refuse', () => {
  const [visitor] = planned;
  if (!visitor) throw new Error('Nobody comes.');
  for (const planned of events) {
    const { event, fault } = makeEvent(visitor, planned, Date.now());
    expect(storefrontEventSchema.safeParse(event).success).toBe(fault !== 'invalid');
  }
});
