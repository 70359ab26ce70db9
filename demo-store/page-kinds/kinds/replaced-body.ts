import type { PageKind } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

/** A framework that draws the whole `<body>` anew, and tells nobody. */
const framework = `<script>
document.addEventListener('click', async (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  event.preventDefault();
  const html = await (await fetch(link.href)).text();
  history.pushState({}, '', link.href);
  document.body = new DOMParser().parseFromString(html, 'text/html').body;
});
</script>`;

export const replacedBody: PageKind = {
  name: 'replaced-body',
  page: (product, loaderUrl) => shopPage(product, { head: framework + asyncTag(loaderUrl) }),
};
