import { describe, expect, it } from 'vitest';
import { planSettings } from './plan-settings.ts';

const labels = { color: 'colour', form: 'form' };

function plan(given: { wanted?: string; actual: string; applied?: string; overwrite?: boolean }) {
  const { wanted = 'blue', actual, applied, overwrite = false } = given;
  return planSettings({
    wanted: { color: wanted },
    actual: { color: actual, form: 'untouched' },
    applied: applied === undefined ? {} : { color: applied },
    labels,
    overwrite,
  });
}

describe('what to do about a setting', () => {
  it('nothing when it is as wanted, whoever set it', () => {
    const expected = { update: {}, changed: [], kept: [], applied: { color: 'blue' } };
    expect(plan({ actual: 'blue' })).toEqual(expected);
    expect(plan({ actual: 'blue', applied: 'red' })).toEqual(expected);
  });

  it('sets it when we never did', () => {
    expect(plan({ actual: 'red' })).toEqual({
      update: { color: 'blue' },
      changed: [{ what: 'colour', from: 'red', to: 'blue' }],
      kept: [],
      applied: { color: 'blue' },
    });
  });

  it('follows what is wanted now when it is as we left it', () => {
    expect(plan({ actual: 'red', applied: 'red' }).update).toEqual({ color: 'blue' });
  });

  it('leaves it to the owner who changed it, run after run', () => {
    const first = plan({ actual: 'green', applied: 'blue' });
    expect(first).toMatchObject({
      update: {},
      changed: [],
      kept: [{ what: 'colour', value: 'green', wanted: 'blue' }],
    });
    expect(first.applied).toEqual({ color: 'blue' });
  });

  it('leaves it to the owner also when we want something new', () => {
    expect(plan({ wanted: 'black', actual: 'green', applied: 'blue' }).kept).toHaveLength(1);
  });

  it('takes it back when told to', () => {
    const taken = plan({ actual: 'green', applied: 'blue', overwrite: true });
    expect(taken).toMatchObject({ update: { color: 'blue' }, kept: [] });
  });
});
