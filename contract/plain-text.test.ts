import { expect, it } from 'vitest';
import { plainLine, plainText } from './plain-text.ts';

const [embed, override, isolate, pop, popIsolate] = ['\u202b', '\u202e', '\u2067', '\u202c', '\u2069'];

it.each([
  ['half an emoji', 'a\ud83d', 'a\ufffd'],
  ['a NUL', 'a\0b', 'ab'],
  ['a mark of byte order', '\ufeffa\ufeffb', 'ab'],
  ['a command to a terminal', 'a\u001b[2Jb\u009b31m\u007f', 'a[2Jb31m'],
])('leaves %s out of a text', (_what, given, kept) => {
  expect(plainText.parse(given)).toBe(kept);
});

it.each([
  'two\nlines\r\nand a\ttab',
  'שלום 👩‍👩‍👧 — e\u0301',
  `${embed}שלום${pop} abc`,
  `${isolate}א${popIsolate}`,
  'a\u200eb',
])('keeps a text as it was written: %j', (text) => expect(plainText.parse(text)).toBe(text));

it.each([
  ['ends with its line', `a${embed}b\nc`, `a${embed}b${pop}\nc`],
  ['ends inside out', `${isolate}a${embed}b`, `${isolate}a${embed}b${pop}${popIsolate}`],
  ['ends with what is around it', `${isolate}a${embed}b${popIsolate}c`, `${isolate}a${embed}b${popIsolate}c`],
  ['is not ended by what it is not in', `a${pop}b${popIsolate}${isolate}c${pop}`, `ab${isolate}c${popIsolate}`],
  [
    'never shows letters in another order',
    `https://shop.example/${override}cod.exe${pop}x`,
    'https://shop.example/cod.exex',
  ],
])('a turned direction %s', (_what, given, kept) => {
  expect(plainText.parse(given)).toBe(kept);
  expect(plainText.parse(kept)).toBe(kept);
});

it('keeps a line to itself: no second line, no header, no turned direction', () => {
  const given = `Ann\r\nBcc: all@shop.example\u2028x ${override}moc.live${isolate}`;
  expect(plainLine.parse(given)).toBe('Ann Bcc: all@shop.example x moc.live');
});
