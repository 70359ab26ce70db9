import { expect, it } from 'vitest';
import { decodeHtml } from './decode-html.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');

it.each<[string, Uint8Array, string | null, string]>([
  ['UTF-8 where nobody says', Buffer.from('é'), 'text/html', 'é'],
  ['what the header says', latin('é'), 'text/html; charset="ISO-8859-1"', 'é'],
  [
    'what the page says',
    latin('<meta charset=windows-1252>é€'.replace('€', '')),
    'text/html',
    '<meta charset=windows-1252>é',
  ],
  [
    'the header before the page',
    Buffer.from('<meta charset=latin1>é'),
    'text/html;charset=utf-8',
    '<meta charset=latin1>é',
  ],
  ['the mark before both', Buffer.from('\ufeffé'), 'text/html; charset=latin1', 'é'],
  ['UTF-16 by its mark', Buffer.from('\ufeffé', 'utf16le'), null, 'é'],
  ['UTF-8 for a charset that nobody knows', Buffer.from('é'), 'text/html; charset=klingon', 'é'],
])('reads a page as %s', (_, bytes, contentType, text) => {
  expect(decodeHtml(bytes, contentType)).toBe(text);
});
