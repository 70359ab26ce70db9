import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { addToCart, maxQuantity, priceCart, setQuantity } from './cart.ts';
import { findChoice, findProduct } from './catalogue.ts';
import { formatMoney, formatShipping } from './money.ts';
import { cartFacts } from './page-facts.ts';
import { readForm } from './read-form.ts';
import { ensureSession } from './sessions.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import { showPage } from './show-page.ts';

const addedSchema = z.object({
  handle: z.string(),
  choice: z.string(),
  quantity: z.coerce.number().int().min(1).max(maxQuantity).default(1),
});

const changeSchema = z.object({ line: z.string(), quantity: z.coerce.number().int().min(0) });

export function cartRoutes(deps: ShopDeps): Hono<ShopEnv> {
  const { products, store } = deps;
  const app = new Hono<ShopEnv>();

  app.get('/cart', (c) => {
    const data = { cart: pricedCart(c), max_quantity: maxQuantity };
    return showPage(c, deps, { template: 'cart', title: 'Your cart', data, facts: { type: 'cart' } });
  });

  app.post('/cart/add', async (c) => {
    const added = addedSchema.safeParse(await readForm(c));
    const product = added.success && findProduct(products, added.data.handle);
    if (!product || !findChoice(product, added.data.choice)) return c.text('There is no such product.', 400);
    const session = await ensureSession(c, deps);
    const { handle, choice: choiceId, quantity } = added.data;
    session.cart = addToCart(session.cart, { handle, choiceId, quantity });
    store.save();
    return showCart(c);
  });

  app.post('/cart/update', async (c) => {
    const change = changeSchema.safeParse(await readForm(c));
    if (!change.success) return c.text('Quantity is a whole number from 0.', 400);
    const session = c.get('session');
    if (session) {
      session.cart = setQuantity(session.cart, change.data.line, change.data.quantity);
      store.save();
    }
    return showCart(c);
  });

  /** The cart's page after a form; for the theme's script what has changed on the page that it is on. */
  function showCart(c: Context<ShopEnv>) {
    if (c.req.header('accept') !== 'application/json') return c.redirect('/cart', 303);
    const cart = pricedCart(c);
    return c.json({
      facts: cartFacts(cart),
      lines: cart.lines.map(({ id, quantity, unitMinor, totalMinor }) => ({
        id,
        quantity,
        each: formatMoney(unitMinor),
        total: formatMoney(totalMinor),
      })),
      subtotal: formatMoney(cart.subtotalMinor),
      shipping: formatShipping(cart.shippingMinor),
      total: formatMoney(cart.totalMinor),
      untilFreeShipping: cart.untilFreeShippingMinor > 0 ? formatMoney(cart.untilFreeShippingMinor) : null,
    });
  }

  function pricedCart(c: Context<ShopEnv>) {
    return priceCart(products, c.get('session')?.cart ?? []);
  }
  return app;
}
