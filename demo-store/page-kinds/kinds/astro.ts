import type { PageKind } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

/**
 * Astro's router comes only with a whole Astro build, so this is not Astro: it does to a page what its documentation
 * of view transitions says the router does. It fires the events in their order, with `newDocument` and `swap`; swaps
 * the attributes of <html>, merges <head> by equal elements and replaces <body>; runs the scripts that were not there
 * before; and does all this within `startViewTransition`.
 */
const router = `<script>
function swap(newDocument) {
  const root = document.documentElement;
  for (const { name } of [...root.attributes]) root.removeAttribute(name);
  for (const { name, value } of newDocument.documentElement.attributes) root.setAttribute(name, value);
  for (const old of [...document.head.children]) {
    const same = [...newDocument.head.children].find((element) => element.isEqualNode(old));
    if (same) same.remove();
    else old.remove();
  }
  document.head.append(...newDocument.head.children);
  const known = [...document.scripts].map(({ outerHTML }) => outerHTML);
  document.body.replaceWith(newDocument.body);
  for (const script of [...document.body.querySelectorAll('script')]) {
    if (known.includes(script.outerHTML)) continue;
    const fresh = document.createElement('script');
    for (const { name, value } of script.attributes) fresh.setAttribute(name, value);
    fresh.textContent = script.textContent;
    script.replaceWith(fresh);
  }
}
function fire(name, more = {}) {
  document.dispatchEvent(Object.assign(new Event('astro:' + name, { cancelable: true }), more));
}
async function visit(href, isTraversal) {
  fire('before-preparation', { to: new URL(href) });
  const html = await (await fetch(href)).text();
  const newDocument = new DOMParser().parseFromString(html, 'text/html');
  fire('after-preparation');
  const transition = document.startViewTransition(() => {
    const event = { newDocument, swap: () => swap(event.newDocument) };
    fire('before-swap', event);
    event.swap();
    if (!isTraversal) history.pushState({}, '', href);
    fire('after-swap');
  });
  await transition.updateCallbackDone;
  fire('page-load');
}
addEventListener('popstate', () => visit(location.href, true));
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  event.preventDefault();
  visit(link.href);
});
</script>`;

export const astro: PageKind = {
  name: 'astro',
  page: (product, loaderUrl) => shopPage(product, { head: router, end: asyncTag(loaderUrl) }),
};
