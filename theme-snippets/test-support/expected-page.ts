import type { Case, Values } from './cases.ts';
import type { Piece } from './read-page.ts';

const notKnown = 'storefront-chat: server should begin with https://, and store_key should be the key of your store';
const noProof = 'storefront-chat: proof should be an address of this shop: /chat-proof';

/** What the body of a page has to be, whichever engine has rendered our include at its end. */
export function expectedPage({ values, facts }: Case): Piece[] {
  const main = element('main', {});
  if (!/^https?:\/\//.test(`${values.server}`) || !values.store_key) return [main, { comment: notKnown }];
  return [main, ...tag(values), ...pageFacts(values, facts), ...link(values)];
}

function tag({ server, store_key, nonce, proof }: Values): Piece[] {
  const isProof = typeof proof === 'string' && /^(https?:\/)?\/[\w?]/.test(proof);
  const attributes = {
    async: '',
    crossorigin: 'anonymous',
    src: `${trimmed(server)}/w/${encodeURIComponent(`${store_key}`)}.js`,
    ...(nonce ? { nonce: `${nonce}` } : {}),
    ...(isProof ? { 'data-proof': proof } : {}),
  };
  return [element('script', attributes), ...(proof && !isProof ? [{ comment: noProof }] : [])];
}

function pageFacts({ page }: Values, facts = page): Piece[] {
  return page ? [factsBlock(facts)] : [];
}

export function factsBlock(facts: unknown): Piece {
  return element('script', { type: 'application/json', 'data-storefront-chat': 'page' }, facts);
}

function link({ server, store_key, contact }: Values): Piece[] {
  if (contact === false) return [];
  const href = `${trimmed(server)}/contact/${encodeURIComponent(`${store_key}`)}`;
  return [element('noscript', {}, element('a', { href }, contact || 'Write to us'))];
}

const element = (name: string, attributes: Record<string, string>, ...content: unknown[]): Piece => ({
  element: name,
  attributes,
  content,
});

const trimmed = (server: unknown) => `${server}`.replace(/\/$/, '');
