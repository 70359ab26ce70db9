import type { PageKind } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

/** Notes whether it was really taken out of the cache: browsers under automation mostly keep none. */
const watch = `<script>addEventListener('pageshow', ({ persisted }) => (window.wasRestored = persisted));</script>`;

export const backForwardCache: PageKind = {
  name: 'back-forward-cache',
  page: (product, loaderUrl) => shopPage(product, { head: watch, end: asyncTag(loaderUrl) }),
};
