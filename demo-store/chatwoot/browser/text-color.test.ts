import { expect, it } from 'vitest';
import { textColorOn } from './text-color.ts';

it.each([
  ['#000000', '#ffffff'],
  ['#ffffff', '#000000'],
  ['#2f6f4f', '#ffffff'],
  ['#f5c542', '#000000'],
  ['#1f6feb', '#ffffff'],
])('on %s writes in %s', (color, text) => {
  expect(textColorOn(color)).toBe(text);
});
