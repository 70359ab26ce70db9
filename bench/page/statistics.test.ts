import { describe, expect, it } from 'vitest';
import { differences, isConsistentlyMore, summarize } from './statistics.ts';

describe('a summary of rounds', () => {
  it('has the middle value, whatever the order', () => {
    expect(summarize([30, 10, 20])).toEqual({ median: 20, q1: 15, q3: 25 });
  });

  it('lies between the two middle values when there is none', () => {
    expect(summarize([4, 1, 2, 3])).toEqual({ median: 2.5, q1: 1.75, q3: 3.25 });
  });

  it('sorts numbers as numbers', () => {
    expect(summarize([100, 9, 5]).median).toBe(9);
  });

  it('is not moved by one round that went wrong', () => {
    expect(summarize([10, 11, 12, 13, 9000])).toEqual({ median: 12, q1: 11, q3: 13 });
  });

  it('is itself when there was one round', () => {
    expect(summarize([7])).toEqual({ median: 7, q1: 7, q3: 7 });
  });

  it('cannot be had of nothing', () => {
    expect(() => summarize([])).toThrow('No values');
  });
});

describe('a difference between two variants', () => {
  it('is taken round by round, so that a slow minute is in both', () => {
    expect(differences([110, 510], [100, 500])).toEqual([10, 10]);
  });

  it('is noise when rounds lie on both sides', () => {
    expect(isConsistentlyMore([-5, 3, -1, 4])).toBe(false);
  });

  it('is no noise when it is small and nearly always there', () => {
    expect(isConsistentlyMore([2, 3, 2, -9, 3])).toBe(true);
  });

  it('does not count when there is nothing, or less', () => {
    expect([isConsistentlyMore([0, 0, 0]), isConsistentlyMore([-3, -2, -4])]).toEqual([false, false]);
  });
});
