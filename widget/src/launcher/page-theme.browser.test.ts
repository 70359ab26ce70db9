import { afterEach, expect, it } from 'vitest';
import { isPageDark } from './page-theme.ts';

const host = document.createElement('div');
afterEach(() => {
  document.body.style.background = document.documentElement.style.background = '';
  document.documentElement.style.colorScheme = '';
});

it.each([
  ['#fff', false],
  ['#101014', true],
  ['oklch(1 0 0)', false],
  ['oklch(0.2 0.02 260)', true],
  ['lab(95 0 0)', false],
  ['lch(12 3 200)', true],
  ['color(srgb 1 1 1)', false],
  ['color(display-p3 0.1 0.1 0.1)', true],
])('a page painted in %s is dark: %s', (color, isDark) => {
  document.body.style.background = color;
  expect(isPageDark(host)).toBe(isDark);
});

it('looks behind a body that paints nothing', () => {
  document.documentElement.style.background = '#000';
  expect(isPageDark(host)).toBe(true);
});
