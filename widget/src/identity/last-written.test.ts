import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { epochKey } from './epoch.ts';
import { hasWrittenLately, noteWriting } from './last-written.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
  sessionStorage.clear();
});

it('knows for half an hour that somebody wrote in this tab', () => {
  expect(hasWrittenLately('demo')).toBe(false);
  noteWriting('demo');
  expect([hasWrittenLately('demo'), hasWrittenLately('another-shop')]).toEqual([true, false]);
  vi.advanceTimersByTime(29 * 60_000);
  expect(hasWrittenLately('demo')).toBe(true);
  vi.advanceTimersByTime(2 * 60_000);
  expect(hasWrittenLately('demo')).toBe(false);
});

it('knows nothing of whoever wrote before somebody signed out, in whichever tab', () => {
  noteWriting('demo');
  localStorage.setItem(epochKey('demo'), 'next');
  expect(hasWrittenLately('demo')).toBe(false);
});
