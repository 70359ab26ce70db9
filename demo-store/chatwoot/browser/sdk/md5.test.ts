import { expect, it } from 'vitest';
import { md5 } from './md5.ts';
import { userFingerprint } from './user-fingerprint.ts';

it.each([
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  [
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
    '57edf4a22be3c955ac49da2e2107b67a',
  ],
])('hashes %j as RFC 1321 does', (text, hash) => {
  expect(md5(text)).toBe(hash);
});

it('hashes the bytes of UTF-8', () => {
  expect(md5('Zoë')).toBe(md5('Zo\u00eb'));
  expect(md5('Zoë')).not.toBe(md5('Zoe'));
});

it('gives the fingerprint that the official SDK gives', () => {
  expect(userFingerprint('cust_42', { email: 'jane@example.com', name: 'Jane Doe' })).toBe(
    '5011da1f72d68da0e82f352ae84ceadc',
  );
});
