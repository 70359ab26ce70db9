import { describe, expect, it } from 'vitest';
import { type Found, isClean, judge, type Written } from './verdict.ts';

const file = { name: '1.png', size: 9, sha256: 'whole' };
const say = (text: string, page = 'one'): Written => ({ tab: 'ann', page, text, id: 'ours' });
const at = (id: number, text: string, conversationId = 1): Found => ({ id, conversationId, text, files: [] });
const judged = (written: Written[], found: Found[]) => judge(written, found, () => 'whole');

describe('judge', () => {
  it('is content with every message once, in order, also when the same words were meant twice', () => {
    const written = [say('Hello?'), say('Hello?'), say('', 'one'), say('Bye', 'two')];
    written[2] = { tab: 'ann', page: 'one', text: '', file, id: 'ours' };
    const found = [at(4, 'Bye', 2), at(1, 'Hello?'), at(2, 'Hello?'), { ...at(3, ''), files: [file] }];
    expect(isClean(judged(written, found))).toBe(true);
  });

  it('tells what was never taken from what was taken and lost', () => {
    const verdict = judged([{ ...say('a'), id: null }, say('b'), { tab: 'ann', page: 'one', text: 'c' }], []);
    expect([verdict.refused, verdict.lost].map((list) => list.map(({ text }) => text))).toEqual([['a'], ['b', 'c']]);
    expect(isClean(verdict)).toBe(false);
  });

  it('sees what came twice, and what nobody wrote', () => {
    const verdict = judged([say('a')], [at(1, 'a'), at(2, 'a'), at(3, 'z')]);
    expect(verdict).toMatchObject({ doubled: [{ id: 2 }], unknown: [{ id: 3 }], lost: [] });
  });

  it('sees what overtook another of its page, and of its conversation', () => {
    const swapped = [at(2, 'a'), at(1, 'b')];
    expect(judged([say('a'), say('b')], swapped).outOfOrder).toEqual([at(1, 'b')]);
    expect(judged([say('a'), say('b', 'two')], swapped).outOfOrder).toEqual([at(1, 'b')]);
    const asTwoVisitors = [at(2, 'a', 1), at(1, 'b', 2)];
    expect(judged([say('a'), say('b', 'two')], asTwoVisitors).outOfOrder).toEqual([]);
  });

  it('sees a file that is not what it was', () => {
    const sent: Written = { tab: 'ann', page: 'one', text: '', file, id: 'ours' };
    const verdictOn = (size: number, hash: string | undefined) =>
      judge([sent], [{ ...at(1, ''), files: [{ name: file.name, size }] }], () => hash).broken;
    expect(verdictOn(9, 'whole')).toEqual([]);
    expect(verdictOn(8, 'whole')).toEqual([sent]);
    expect(verdictOn(9, 'other')).toEqual([sent]);
    expect(verdictOn(9, undefined)).toEqual([sent]);
  });
});
