import { Hono } from 'hono';
import { maxQuantity } from './cart.ts';
import { findChoice, findProduct, priceOf, searchProducts } from './catalogue.ts';
import { productFacts } from './page-facts.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import { showPage } from './show-page.ts';

const maxTermLength = 100;

/** The pages for looking around: home, products, search, contact. */
export function catalogueRoutes(deps: ShopDeps): Hono<ShopEnv> {
  const { products } = deps;
  const app = new Hono<ShopEnv>();

  app.get('/', (c) => {
    const page = { template: 'home', title: 'Stoneware for every day', data: { products } };
    return showPage(c, deps, { ...page, facts: { type: 'home' } });
  });

  app.get('/contact', (c) => {
    return showPage(c, deps, { template: 'contact', title: 'Contact', facts: { type: 'content' } });
  });

  app.get('/search', (c) => {
    const term = (c.req.query('q') ?? '').trim().slice(0, maxTermLength);
    const found = searchProducts(products, term);
    const page = { template: 'search', title: term ? `“${term}”` : 'Search' };
    const search = term ? { search: { term, results: found.length } } : {};
    const data = { term, found, products, max_length: maxTermLength };
    return showPage(c, deps, { ...page, data, facts: { type: 'search', ...search } });
  });

  app.get('/products/:handle', (c) => {
    const product = findProduct(products, c.req.param('handle'));
    if (!product) return c.notFound();
    const choice = findChoice(product, c.req.query('choice') ?? '') ?? product.option.choices[0];
    const choices = product.option.choices.map((choice) => ({ ...choice, priceMinor: priceOf(product, choice) }));
    const data = {
      product,
      choices,
      chosen: choice.id,
      others: neighbours(products, product.handle),
      views: ['top', 'foot'],
      max_quantity: maxQuantity,
    };
    const facts = { type: 'product', product: productFacts(product, choice) } as const;
    return showPage(c, deps, { template: 'product', title: product.name, data, facts });
  });
  return app;
}

/** The next three in the catalogue, which begins again at its end. */
function neighbours<T extends { handle: string }>(all: T[], handle: string): T[] {
  const at = all.findIndex((one) => one.handle === handle);
  return [...all.slice(at + 1), ...all.slice(0, at)].slice(0, 3);
}
