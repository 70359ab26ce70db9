import type { PageKind } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

/** Barba adds the next container to its wrapper and drops the one before. */
export const barba: PageKind = {
  name: 'barba',
  packageFiles: { '/barba.js': ['@barba/core', 'barba.umd.js'] },
  page: (product, loaderUrl) =>
    shopPage(product, {
      body: 'data-barba="wrapper"',
      main: `data-barba="container" data-barba-namespace="${product.name}"`,
      end: `<script src="/barba.js"></script>
<script>barba.init({ transitions: [{ leave: () => {}, enter: () => {} }] });</script>${asyncTag(loaderUrl)}`,
    }),
};
