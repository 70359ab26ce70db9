import { type PageKind, products } from '../page-kind.ts';
import { asyncTag, shopPage } from '../shop-page.ts';

/** A single-page shop: links push, the filter replaces, back and forward pop. */
const router = `<script>
const names = ${JSON.stringify(Object.fromEntries(products.map(({ path, name }) => [path, name])))};
const draw = () => (document.querySelector('h1').textContent = names[location.pathname] + location.search);
addEventListener('popstate', draw);
for (const link of document.querySelectorAll('a')) {
  link.onclick = (event) => {
    event.preventDefault();
    history.pushState({}, '', link.pathname);
    draw();
  };
}
document.querySelector('#filter').onclick = () => {
  history.replaceState({}, '', '?colour=blue');
  draw();
};
</script>`;

export const historyRouter: PageKind = {
  name: 'history-router',
  page: (product, loaderUrl) =>
    shopPage(product, { end: `<button id="filter">Only blue</button>${router}${asyncTag(loaderUrl)}` }),
};
