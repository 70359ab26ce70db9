import type { PageKind } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

/** Swup replaces the content of its containers, after an animation. */
export const swup: PageKind = {
  name: 'swup',
  packageFiles: { '/swup.js': ['swup', 'Swup.umd.js'] },
  page: (product, loaderUrl) =>
    shopPage(product, {
      head: '<style>html.is-changing .transition-fade { transition: opacity 50ms; opacity: 0; }</style>',
      main: 'id="swup" class="transition-fade"',
      end: `<script src="/swup.js"></script><script>new Swup();</script>${asyncTag(loaderUrl)}`,
    }),
};
