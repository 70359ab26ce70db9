import { Hono } from 'hono';
import { z } from 'zod';
import { addToCart, maxQuantity, priceCart, setQuantity } from './cart.ts';
import { findChoice, findProduct } from './catalogue.ts';
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
    const cart = priceCart(products, c.get('session')?.cart ?? []);
    const data = { cart, max_quantity: maxQuantity };
    return showPage(c, deps, { template: 'cart', title: 'Your cart', data });
  });

  app.post('/cart/add', async (c) => {
    const added = addedSchema.safeParse(await readForm(c));
    const product = added.success && findProduct(products, added.data.handle);
    if (!product || !findChoice(product, added.data.choice)) return c.text('There is no such product.', 400);
    const session = await ensureSession(c, deps);
    const { handle, choice: choiceId, quantity } = added.data;
    session.cart = addToCart(session.cart, { handle, choiceId, quantity });
    store.save();
    return c.redirect('/cart', 303);
  });

  app.post('/cart/update', async (c) => {
    const change = changeSchema.safeParse(await readForm(c));
    if (!change.success) return c.text('Quantity is a whole number from 0.', 400);
    const session = c.get('session');
    if (session) {
      session.cart = setQuantity(session.cart, change.data.line, change.data.quantity);
      store.save();
    }
    return c.redirect('/cart', 303);
  });
  return app;
}
