import { describe, expect, it } from 'vitest';
import { judge } from './budgets.ts';
import { roundsWith } from './test-rounds.ts';

/** What is missed, by the first words of its promise. */
function missed(said: Parameters<typeof roundsWith>[0]): string[] {
  return judge(roundsWith(said))
    .filter(({ isMet }) => !isMet)
    .map(({ promise }) => promise.split(' ').slice(0, 2).join(' '));
}

const wellDone = { typingMs: 60, bootMs: 2000, readyMs: 2000, requests: 1 };
const official = [{ ownBootMs: 2000 }];

describe('the budgets of a page', () => {
  it('are all met by a tag that costs its one request and is as fast as the snippet', () => {
    expect(missed({ ours: [wellDone], official })).toEqual([]);
  });

  it('are missed by whatever is there before intent, in a single round even', () => {
    for (const name of ['cookies', 'stored', 'contactsBefore', 'layoutShift'] as const) {
      const ours = [wellDone, { ...wellDone, [name]: 1 }, wellDone];
      expect(missed({ none: [{}, {}, {}], ours, official }), name).toHaveLength(1);
    }
    expect(missed({ ours: [{ ...wellDone, requests: 2 }], official })).toEqual(['One request']);
  });

  it('do not mind a round that was slow, but a page that is slower', () => {
    const none = [{ largestPaintMs: 1000 }, { largestPaintMs: 1000 }, { largestPaintMs: 1000 }];
    const paints = (...times: number[]) => times.map((largestPaintMs) => ({ ...wellDone, largestPaintMs }));
    expect(missed({ none, ours: paints(990, 1900, 1000), official })).toEqual([]);
    expect(missed({ none, ours: paints(1010, 1020, 1010), official })).toEqual(['Largest paint']);
  });

  it('are missed by a box that lets people wait, and by a chat that comes later than the official one', () => {
    expect(missed({ ours: [{ ...wellDone, typingMs: 101 }], official })).toEqual(['Press →']);
    expect(missed({ ours: [{ ...wellDone, bootMs: 2001, readyMs: 2001 }], official })).toHaveLength(2);
  });

  it('are not met by figures that are not there', () => {
    expect(missed({ ours: [{ ...wellDone, typingMs: null }], official })).toEqual(['Press →']);
  });
});
