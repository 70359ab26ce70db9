import type { ShopFacts } from './snippet.ts';

/** Where the loader of this store comes from. */
export function loaderUrl({ server, storeKey }: ShopFacts): string {
  return `${server}/w/${encodeURIComponent(storeKey)}.js`;
}

/** The tag, as design and documents have it: the page never waits for it. */
export function htmlTag(facts: ShopFacts): string {
  const proof = facts.proof === undefined ? '' : ` data-proof="${escapeHtml(facts.proof)}"`;
  return `<script async crossorigin="anonymous" src="${escapeHtml(loaderUrl(facts))}"${proof}></script>`;
}

/** For browsers without scripts: the contact page of our server. Only <body> may hold it. */
export function contactLink({ server, storeKey, contactWords }: ShopFacts): string {
  const href = escapeHtml(`${server}/contact/${encodeURIComponent(storeKey)}`);
  return `<noscript><a href="${href}">${escapeHtml(contactWords)}</a></noscript>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
