import type { Page } from '../../../contract/sessions.ts';

/** Where the shopper is, cut to what the contract takes. */
export function currentPage(): Page {
  return { url: location.href.slice(0, 2000), title: document.title.slice(0, 300) };
}
