import type { PageKind } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

/** Once in the theme, once by an app. */
export const tagTwice: PageKind = {
  name: 'tag-twice',
  page: (product, loaderUrl) => shopPage(product, { head: asyncTag(loaderUrl), end: asyncTag(loaderUrl) }),
};

/** Neither async nor deferred: it runs while there is no `<body>` yet. */
export const tagInHead: PageKind = {
  name: 'tag-in-head',
  page: (product, loaderUrl) => shopPage(product, { head: `<script src="${loaderUrl}"></script>` }),
};

/** Async in `<head>`: it may run before or after there is a `<body>`. */
export const tagInHeadAsync: PageKind = {
  name: 'tag-in-head-async',
  page: (product, loaderUrl) => shopPage(product, { head: asyncTag(loaderUrl) }),
};

/** A copy from a theme of another shop of the same owner was forgotten. */
export const twoStores: PageKind = {
  name: 'two-stores',
  loaderCopies: { '/w/other.js': (loader) => loader.replace(/("?storeKey"?:\s*)"demo"/, '$1"other"') },
  page: (product, loaderUrl) =>
    shopPage(product, { end: `<script src="${loaderUrl}"></script><script src="/w/other.js"></script>` }),
};

/** A module has no `document.currentScript`. */
export const moduleTag: PageKind = {
  name: 'module-tag',
  page: (product, loaderUrl) =>
    shopPage(product, { end: `<script type="module" src="${loaderUrl}" data-launcher="Chat with us"></script>` }),
};

/** A tag manager makes the script element, when it gets to it. */
export const tagManager: PageKind = {
  name: 'tag-manager',
  page: (product, loaderUrl) =>
    shopPage(product, {
      head: `<script>
setTimeout(() => {
  const script = document.createElement('script');
  script.src = ${JSON.stringify(loaderUrl)};
  document.head.prepend(script);
}, 50);
</script>`,
    }),
};

/** An old tag manager writes the tag into the page that is being read. */
export const documentWrite: PageKind = {
  name: 'document-write',
  page: (product, loaderUrl) =>
    shopPage(product, {
      end: `<script>document.write('<script src="${loaderUrl}"></' + 'script>');</script>`,
    }),
};
