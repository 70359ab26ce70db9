import { readFileSync } from 'node:fs';
import { nothing } from './cases.ts';
import type { Job } from './engines.ts';
import { expectedPage, factsBlock } from './expected-page.ts';
import type { Piece } from './read-page.ts';

const item = { id: '7', name: 'Mug', price: 1999 };
const page = {
  type: 'product',
  locale: 'en',
  currency: 'EUR',
  product: { ...item, url: '/products/mug' },
  cart: { total: 3998, itemCount: 2, lines: [{ ...item, quantity: 2 }] },
};
const nonce = 'r4nd+om/==';

/** The examples of an engine's README; all but the shortest with the variables that they speak of. */
export function examplesOf(engine: string): Job[] {
  const text = readFileSync(new URL(`../${engine}/README.md`, import.meta.url), 'utf8');
  const fences = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, language]) => language === engine);
  return fences.map(([, , template = ''], at) => ({ template, values: at === 0 ? {} : { ...page, nonce, page } }));
}

const shop = { ...nothing, server: 'https://chat.example.com', store_key: 'YOUR-STORE-KEY' };

/** The shortest, the one with all values, and the facts alone where an engine can print them so. */
export const expectedExamples: Piece[][] = [
  expectedPage({ name: 'the shortest', values: shop }),
  expectedPage({ name: 'all', values: { ...shop, nonce, proof: '/chat-proof', contact: 'Ask us', page } }),
  [{ element: 'main', attributes: {}, content: [] }, factsBlock(page)],
];
