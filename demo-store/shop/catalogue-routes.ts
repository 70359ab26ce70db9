import { Hono } from 'hono';
import { maxQuantity } from './cart.ts';
import { findChoice, findProduct, priceOf } from './catalogue.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import { showPage } from './show-page.ts';

/** The pages for looking around: home, products, contact. */
export function catalogueRoutes(deps: ShopDeps): Hono<ShopEnv> {
  const { products } = deps;
  const app = new Hono<ShopEnv>();

  app.get('/', (c) => showPage(c, deps, { template: 'home', title: 'Stoneware for every day', data: { products } }));

  app.get('/contact', (c) => showPage(c, deps, { template: 'contact', title: 'Contact' }));

  app.get('/products/:handle', (c) => {
    const product = findProduct(products, c.req.param('handle'));
    if (!product) return c.notFound();
    const choices = product.option.choices.map((choice) => ({ ...choice, priceMinor: priceOf(product, choice) }));
    const data = {
      product,
      choices,
      chosen: (findChoice(product, c.req.query('choice') ?? '') ?? product.option.choices[0]).id,
      others: neighbours(products, product.handle),
      views: ['top', 'foot'],
      max_quantity: maxQuantity,
    };
    return showPage(c, deps, { template: 'product', title: product.name, data });
  });
  return app;
}

/** The next three in the catalogue, which begins again at its end. */
function neighbours<T extends { handle: string }>(all: T[], handle: string): T[] {
  const at = all.findIndex((one) => one.handle === handle);
  return [...all.slice(at + 1), ...all.slice(0, at)].slice(0, 3);
}
