import type { PageKind } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

/** The mug's page has the teapot's rendered before anybody asks for it, where the browser does such things. */
const rules = `<script type="speculationrules">
{ "prerender": [{ "urls": ["/teapot"], "eagerness": "immediate" }] }
</script>`;

/**
 * For browsers that do not, Chromium's headless shell among them: with `?prerendering` the page says that it is being
 * rendered ahead, until `activate()` shows it, with the event that a browser fires then.
 */
const pretence = `<script>
if (location.search === '?prerendering') {
  let isAhead = true;
  Object.defineProperty(document, 'prerendering', { get: () => isAhead });
  window.activate = () => {
    isAhead = false;
    document.dispatchEvent(new Event('prerenderingchange'));
  };
}
</script>`;

export const prerender: PageKind = {
  name: 'prerender',
  page: (product, loaderUrl) =>
    shopPage(product, { head: pretence + (product.path === '/' ? rules : ''), end: asyncTag(loaderUrl) }),
};
