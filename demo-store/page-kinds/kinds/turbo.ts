import type { PageKind } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

const head = `<meta name="turbo-refresh-method" content="morph">
<script src="/turbo.js"></script>`;

/** A frame that changes alone, and a button that fetches the same page again, which Turbo morphs. */
const end = `<turbo-frame id="reviews">
  <a href="/teapot">More reviews</a>
</turbo-frame>
<button onclick="Turbo.visit(location.href, { action: 'replace' })">Refresh</button>`;

/** Hotwire's Turbo, with our tag in `<body>`, where it runs again on every visit, or in `<head>`, where it runs once. */
export const turbo: PageKind = {
  name: 'turbo',
  packageFiles: { '/turbo.js': ['@hotwired/turbo', 'turbo.es2017-umd.js'] },
  page: (product, loaderUrl) => shopPage(product, { head, end: end + asyncTag(loaderUrl) }),
};

export const turboHead: PageKind = {
  ...turbo,
  name: 'turbo-head',
  page: (product, loaderUrl) => shopPage(product, { head: head + asyncTag(loaderUrl), end }),
};
