import { expect, it } from 'vitest';
import { formatSnippet } from './format-snippet.ts';
import { htmlSnippet } from './page-snippets.ts';

const tag = htmlSnippet({ server: 'https://chat.example', storeKey: 'tea', contactWords: 'Write to us' });
const policies = {
  byNonce: { ours: 'strict by nonce', withChatwoot: 'whole by nonce' },
  byHosts: { ours: 'strict by hosts', withChatwoot: 'whole by hosts' },
};

it('puts what is to be pasted at the start of lines of its own', () => {
  const lines = formatSnippet(tag, policies, 'storefront-chat doctor https://tea.example/').split('\n');
  expect(lines).toEqual(expect.arrayContaining((tag.steps[0]?.code ?? '').split('\n')));
  expect(lines).toContain('storefront-chat doctor https://tea.example/');
});

it('numbers the steps, and says how all of it goes away', () => {
  const text = formatSnippet(tag, policies, 'next');
  expect([...text.matchAll(/^(\d)\. /gm)].map(([, number]) => number)).toEqual(['1', '2', '3']);
  expect(text).toMatch(/To remove it: Take both lines out again\.\n$/);
});

it('gives the policies for chat first, and those for messages alone while there is no Chatwoot', () => {
  const order = (text: string) => [...text.matchAll(/(whole|strict) by (nonce|hosts)$/gm)].map(([found]) => found);
  expect(order(formatSnippet(tag, policies, 'next'))).toEqual([
    'whole by nonce',
    'whole by hosts',
    'strict by nonce',
    'strict by hosts',
  ]);
  const none = { byNonce: { ours: 'strict by nonce', withChatwoot: null }, byHosts: policies.byHosts };
  expect(order(formatSnippet(tag, none, 'next'))).not.toContain('whole by nonce');
});
