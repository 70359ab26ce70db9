import { expect, it } from 'vitest';
import { contrastWithWhite } from './contrast.ts';

it.each([
  ['#000000', 21],
  ['#ffffff', 1],
  ['#777777', 4.48],
  ['#1f5eff', 5.12],
  ['#ffd84d', 1.38],
])('of %s with white is %d to 1', (color, ratio) => {
  expect(contrastWithWhite(color)).toBeCloseTo(ratio, 2);
});
