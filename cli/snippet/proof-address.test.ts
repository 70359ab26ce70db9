import { expect, it } from 'vitest';
import { readProofAddress } from './proof-address.ts';

it.each([
  '/chat-proof',
  '/apps/storefront-chat',
  '/wp-admin/admin-ajax.php?action=proof',
  'https://shop.example/proof',
])('takes %s', (address) => expect(readProofAddress(address, 'html')).toBe(address));

it('takes none', () => expect(readProofAddress(undefined, 'shopify')).toBeUndefined());

it.each([
  '',
  'chat-proof',
  '//other.example/proof',
  '/\\other.example/proof',
  'http://shop.example/proof',
  'https://',
  'https:shop.example/proof',
  'https://user:pass@shop.example/proof',
  'javascript:alert(1)',
  'data:text/html,x',
  "/proof'",
  '/proof"',
  '/proof<b>',
  '/proof{{x}}',
  '/pro of',
  '/proof\n',
  '/proof`',
  '/proof#part',
])('refuses %j, and says what it should be', (address) => {
  expect(() => readProofAddress(address, 'html')).toThrow('a path such as /chat-proof, or an https address of its own');
});

it.each(['shopify', 'woocommerce'] as const)('refuses any for %s, which brings one of its own', (platform) => {
  expect(() => readProofAddress('/chat-proof', platform)).toThrow('brings an address of its own');
});
