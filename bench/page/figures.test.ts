import { expect, it } from 'vitest';
import { costFigures, pressFigures, tableRows } from './figures.ts';
import { roundsWith } from './test-rounds.ts';

it('shows the median, and the range of the middle half where rounds differ', () => {
  const rounds = roundsWith({
    none: [{ bytes: 100_000 }, { bytes: 100_000 }, { bytes: 100_000 }],
    ours: [{ bytes: 103_000 }, { bytes: 104_000 }, { bytes: 105_000 }],
  });
  const [transferred] = tableRows(rounds, costFigures);
  expect(transferred?.slice(0, 3)).toEqual(['transferred', '100.0 kB', '104.0 kB (103.5–104.5)']);
  expect(transferred?.at(-2)).toBe('1.04×');
});

it('leaves out what a variant has not, and ratios to nothing', () => {
  const rounds = roundsWith({ ours: [{ typingMs: 40 }], official: [{ typingMs: 800 }] });
  const typing = tableRows(rounds, pressFigures).find(([label]) => label?.includes('takes typing'));
  expect(typing?.slice(1, 4)).toEqual(['–', '40 ms', '800 ms']);
  expect(typing?.slice(-2)).toEqual(['', '0.05×']);
});
