import { type Context, Hono } from 'hono';
import { priceCart } from './cart.ts';
import { countries, readAddress } from './checkout.ts';
import { makeOrder, type Order } from './orders.ts';
import { orderFacts } from './page-facts.ts';
import { readForm } from './read-form.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import type { Session } from './shop-state.ts';
import { showPage } from './show-page.ts';

export function checkoutRoutes(deps: ShopDeps): Hono<ShopEnv> {
  const { products, store, now } = deps;
  const app = new Hono<ShopEnv>();

  app.get('/checkout', (c) => {
    return showForm(c, knownAddress(c.get('session')));
  });

  app.post('/checkout', async (c) => {
    const session = c.get('session');
    const cart = priceCart(products, session?.cart ?? []);
    if (!session || cart.lines.length === 0) return c.redirect('/cart', 303);
    const form = await readForm(c);
    const outcome = readAddress(form);
    if (!outcome.ok) return showForm(c, form, outcome.errors);
    const order = makeOrder({
      number: store.state.nextOrderNumber,
      placedAt: now().toISOString(),
      customerId: session.customerId,
      cart,
      address: outcome.address,
    });
    store.state.nextOrderNumber += 1;
    store.state.orders.push(order);
    session.orderNumbers.push(order.number);
    // Emptied in the same breath: a second press of the button finds nothing left to order.
    session.cart = [];
    store.save();
    return c.redirect(`/orders/${order.number}?placed=1`, 303);
  });

  app.get('/orders/:number', (c) => {
    const number = Number(c.req.param('number'));
    const order = store.state.orders.find((one) => one.number === number);
    if (!order || !mayRead(c.get('session'), order)) return c.notFound();
    const isNew = c.req.query('placed') === '1';
    // Bought once: an order that somebody looks up later is not told again.
    const facts = { type: 'order', ...(isNew ? { order: orderFacts(order) } : {}) } as const;
    const data = { order, is_new: isNew };
    return showPage(c, deps, { template: 'order', title: `Order #${order.number}`, data, facts });
  });

  /** A returning customer's last address, so that they only look it over. */
  function knownAddress(session: Session | undefined): Record<string, string> {
    const customer = deps.customers.find((one) => one.id === session?.customerId);
    if (!customer) return { country: 'PT' };
    const last = store.state.orders.findLast((order) => order.customerId === customer.id);
    return { country: 'PT', ...last?.address, name: customer.name, email: customer.email, note: '' };
  }

  async function showForm(c: Context<ShopEnv>, values: Record<string, string>, errors: Record<string, string> = {}) {
    const cart = priceCart(products, c.get('session')?.cart ?? []);
    if (cart.lines.length === 0) return c.redirect('/cart', 303);
    const status = Object.keys(errors).length > 0 ? 422 : 200;
    const data = { cart, countries, values, errors, error_count: Object.keys(errors).length };
    return showPage(c, deps, { template: 'checkout', title: 'Checkout', status, data, facts: { type: 'checkout' } });
  }
  return app;
}

function mayRead(session: Session | undefined, order: Order): boolean {
  if (!session) return false;
  const isOwn = order.customerId !== null && order.customerId === session.customerId;
  return isOwn || session.orderNumbers.includes(order.number);
}
