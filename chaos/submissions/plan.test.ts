import { expect, it } from 'vitest';
import { makePlan } from './plan.ts';

const options = { seed: 'one', messages: 300, browsers: 3, spreadMs: 1000 };

it('is the same for the same seed, and another for another', () => {
  const small = { ...options, messages: 40 };
  expect(makePlan(small)).toEqual(makePlan(small));
  expect(makePlan({ ...small, seed: 'two' })).not.toEqual(makePlan(small));
});

it('has as many messages as were asked for, each with a key of its own', () => {
  const { visitors, shoppers } = makePlan(options);
  const messages = visitors.flatMap(({ pages }) => pages.flatMap((page) => page.messages));
  expect(messages.length + shoppers.flatMap(({ steps }) => steps).length).toBe(300);
  expect(new Set(messages.map(({ key }) => key)).size).toBe(messages.length);
  expect(
    messages.every(({ key }) => /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(key)),
  ).toBe(true);
});

it('has everything in it that a shopper may do', () => {
  const { visitors } = makePlan(options);
  const messages = visitors.flatMap(({ pages }) => pages.flatMap((page) => page.messages));
  const words = messages.map(({ content }) => content).filter((content) => typeof content === 'string');
  expect(visitors.some(({ hasTwoTabs }) => hasTwoTabs)).toBe(true);
  expect(visitors.some(({ pages }) => pages.length > 1)).toBe(true);
  expect(messages.some(({ isRepeated }) => isRepeated)).toBe(true);
  expect(messages.some(({ leavesAfterMs }) => leavesAfterMs !== undefined)).toBe(true);
  expect(messages.some(({ content }) => typeof content !== 'string')).toBe(true);
  expect(new Set(words).size).toBeLessThan(words.length);
});
