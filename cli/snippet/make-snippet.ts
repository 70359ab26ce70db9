import { reactSnippet, vueSnippet } from './app-snippets.ts';
import { includeSnippet } from './include-snippet.ts';
import { htmlSnippet, tagManagerSnippet } from './page-snippets.ts';
import { isEngine, type Platform } from './platforms.ts';
import { shopifySnippet, wooCommerceSnippet } from './shop-platform-snippets.ts';
import type { ShopFacts, Snippet } from './snippet.ts';

const makers = {
  html: htmlSnippet,
  shopify: shopifySnippet,
  woocommerce: wooCommerceSnippet,
  react: reactSnippet,
  vue: vueSnippet,
  gtm: tagManagerSnippet,
};

/** How chat comes onto a shop of this platform: what to paste where, and what to copy. */
export function makeSnippet(platform: Platform, facts: ShopFacts): Snippet {
  return isEngine(platform) ? includeSnippet(platform, facts) : makers[platform](facts);
}
