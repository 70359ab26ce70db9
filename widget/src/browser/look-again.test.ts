import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lookAgain } from './look-again.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('looks at once, a few times in the first minute, whenever somebody comes back, and no more once it is over', () => {
  const end = new AbortController();
  let looks = 0;
  lookAgain(() => looks++, end.signal);
  expect(looks).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(looks).toBe(7);
  vi.advanceTimersByTime(3_600_000);
  expect(looks).toBe(7);
  for (const type of ['load', 'pageshow', 'visibilitychange']) dispatchEvent(new Event(type));
  expect(looks).toBe(10);

  end.abort();
  dispatchEvent(new Event('pageshow'));
  expect(looks).toBe(10);
});

it('what is over before its time has come is not looked at', () => {
  const end = new AbortController();
  const look = vi.fn();
  lookAgain(look, end.signal);
  end.abort();
  vi.advanceTimersByTime(60_000);
  expect(look).toHaveBeenCalledOnce();
});

it('a look that fails is followed by the next', () => {
  const end = new AbortController();
  let looks = 0;
  const fail = () => {
    looks++;
    throw Error('of the page’s making');
  };
  expect(() => lookAgain(fail, end.signal)).not.toThrow();
  vi.advanceTimersByTime(250);
  expect(looks).toBe(2);
  end.abort();
});
