import { expect, it } from 'vitest';
import { cacheability } from './cacheability.ts';

it.each<[Record<string, string>, string]>([
  [{}, 'keepable'],
  [{ 'cache-control': 'max-age=0, must-revalidate' }, 'keepable'],
  [{ 'cache-control': 'private, max-age=0' }, 'private'],
  [{ 'cache-control': 'No-Store' }, 'private'],
  [{ age: '0' }, 'keepable'],
  [{ age: '12', 'cache-control': 'private' }, 'kept'],
  [{ 'cf-cache-status': 'HIT' }, 'kept'],
  [{ 'cf-cache-status': 'DYNAMIC' }, 'keepable'],
  [{ 'x-cache': 'MISS, HIT' }, 'kept'],
  [{ 'x-litespeed-cache': 'hit,private' }, 'kept'],
  [{ 'cache-status': 'edge; fwd=miss' }, 'keepable'],
  [{ 'x-varnish': '32770 3' }, 'kept'],
  [{ 'x-varnish': '32770' }, 'keepable'],
])('%o: %s', (headers, expected) => {
  expect(cacheability(new Headers(headers))).toBe(expected);
});
