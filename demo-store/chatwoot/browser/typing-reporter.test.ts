import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { typingReporter } from './typing-reporter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('says "on" once while somebody types, and "off" three seconds after the last key', () => {
  const report = vi.fn(async () => {});
  const typing = typingReporter(report);
  for (let keys = 0; keys < 5; keys++) {
    typing.type();
    vi.advanceTimersByTime(2_000);
  }
  expect(report.mock.calls).toEqual([['on']]);
  vi.advanceTimersByTime(1_000);
  expect(report.mock.calls).toEqual([['on'], ['off']]);
});

it('says nothing when somebody stops who had not begun, and survives a refusal', () => {
  const report = vi.fn(async () => {
    throw new Error('404');
  });
  const typing = typingReporter(report);
  typing.stop();
  expect(report).not.toHaveBeenCalled();
  typing.type();
  typing.stop();
  expect(report.mock.calls).toEqual([['on'], ['off']]);
});
