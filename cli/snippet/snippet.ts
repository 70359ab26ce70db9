import type { Platform } from './platforms.ts';

/** All that a snippet says about one shop. Nothing in it is secret: it ends up in public pages. */
export interface ShopFacts {
  /** Of our server, as browsers reach it, without a slash at the end. */
  server: string;
  storeKey: string;
  /** Words of the link for browsers without scripts, in the store's language. */
  contactWords: string;
  /** `….myshopify.com`; empty: not at Shopify, or not told yet. */
  shopifyDomain?: string;
  /** Where the shop says who is signed in, if its page is to name that. */
  proof?: string | undefined;
}

export interface Step {
  /** What to do, in a sentence or two. */
  text: string;
  /** What to paste, or to type. */
  code?: string;
}

/** How chat comes onto a shop of one platform. */
export interface Snippet {
  platform: Platform;
  steps: Step[];
  /** Where the nonce of a response goes, on pages whose Content-Security-Policy has one. */
  nonce: string;
  /** Worth knowing before one begins. */
  notes: string[];
  /** How all of it goes away again. */
  remove: string;
  /** What `--out` writes; its steps say what to do with it. */
  files: SnippetFile[];
}

export interface SnippetFile {
  /** Where it ships, in our package. */
  from: string;
  /** Where it goes, below the folder that `--out` names. */
  to: string;
}
