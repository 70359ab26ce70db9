import type { PageKind } from '../page-kind.ts';
import { shopPage } from '../shop-page.ts';

/**
 * Puts every script back in place at the first thing the visitor does, as plugins for faster pages do. Moves of the
 * pointer are left out: a browser makes one up where the pointer happens to lie.
 */
const plugin = `<script>
const wake = () => {
  for (const delayed of document.querySelectorAll('script[type=delayed]')) {
    const script = document.createElement('script');
    script.src = delayed.dataset.src;
    delayed.replaceWith(script);
  }
};
for (const name of ['pointerdown', 'keydown', 'touchstart', 'wheel']) addEventListener(name, wake, { once: true });
</script>`;

export const delayedTag: PageKind = {
  name: 'delayed-tag',
  page: (product, loaderUrl) =>
    shopPage(product, { end: `<script type="delayed" data-src="${loaderUrl}"></script>${plugin}` }),
};

/** One file made of all scripts of the page, served by the shop: nothing says any more where ours came from. */
export const combinedFile: PageKind = {
  name: 'combined-file',
  loaderCopies: { '/combined.js': (loader) => `window.themeRan = true;\n${loader}\n;window.themeEnded = true;` },
  page: (product) => shopPage(product, { end: '<script src="/combined.js" defer></script>' }),
};
