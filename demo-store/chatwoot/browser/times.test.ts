import { expect, it } from 'vitest';
import { dayName, shortAge } from './times.ts';

const seconds = (text: string) => new Date(text).getTime() / 1000;

it('names days as people do, by the calendar and not by hours', () => {
  const now = new Date('2026-03-10T00:30:00');
  expect(dayName(seconds('2026-03-10T00:10:00'), now)).toBe('Today');
  expect(dayName(seconds('2026-03-09T23:50:00'), now)).toBe('Yesterday');
  expect(dayName(seconds('2026-03-08T23:50:00'), now)).toMatch(/8/);
});

it.each([
  [59, 'now'],
  [60, '1m'],
  [3_599, '59m'],
  [3_600, '1h'],
  [86_400, '1d'],
])('shortens an age of %d s to %s', (age, text) => {
  expect(shortAge(1_000_000 - age, 1_000_000_000)).toBe(text);
});
