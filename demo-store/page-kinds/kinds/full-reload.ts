import type { PageKind } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

/** Every link loads a new page, as in most themes. */
export const fullReload: PageKind = {
  name: 'full-reload',
  page: (product, loaderUrl) => shopPage(product, { end: asyncTag(loaderUrl) }),
};
