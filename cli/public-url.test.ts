import { expect, it } from 'vitest';
import { requirePublicUrl } from './public-url.ts';

it.each([
  ['https://chat.example', 'https://chat.example'],
  ['https://chat.example/', 'https://chat.example'],
  ['http://127.0.0.1:4001/chat/', 'http://127.0.0.1:4001/chat'],
  [`https://chat.example/"><script>'{{x}}`, 'https://chat.example/%22%3E%3Cscript%3E%27%7B%7Bx%7D%7D'],
])('reads %s as %s', (given, address) => expect(requirePublicUrl({ PUBLIC_URL: given })).toBe(address));

it.each([undefined, '', 'chat.example', 'javascript:alert(1)'])('refuses %s, and says what it should be', (given) => {
  expect(() => requirePublicUrl({ PUBLIC_URL: given })).toThrow('PUBLIC_URL should be the address');
});
