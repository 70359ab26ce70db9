import { expect, it } from 'vitest';
import { remember } from './remember.ts';

function counted(most?: number) {
  const asked: string[] = [];
  const find = remember((text) => {
    asked.push(text);
    return text === 'yes';
  }, most);
  return { asked, find };
}

it('decides once, also when the answer is no', () => {
  const { asked, find } = counted();
  expect([find('yes'), find('yes'), find('no'), find('no')]).toEqual([true, true, false, false]);
  expect(asked).toEqual(['yes', 'no']);
});

it('does not grow for whoever sends something else each time, nor for long texts', () => {
  const { asked, find } = counted(2);
  for (const text of ['a', 'b', 'c', 'a']) find(text);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
  const long = 'x'.repeat(5000);
  for (const text of [long, long]) find(text);
  expect(asked.filter((text) => text === long)).toHaveLength(2);
});
