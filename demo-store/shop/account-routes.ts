import { Hono } from 'hono';
import { chatProof } from './chat-proof.ts';
import { authenticate } from './customers.ts';
import { readForm } from './read-form.ts';
import { logIn, logOut } from './sessions.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import { showPage } from './show-page.ts';

const loginPage = { template: 'login', title: 'Log in', facts: { type: 'account' } } as const;

export function accountRoutes(deps: ShopDeps): Hono<ShopEnv> {
  const { customers, store } = deps;
  const app = new Hono<ShopEnv>();

  app.get('/login', async (c) => {
    if (c.get('session')?.customerId) return c.redirect('/account', 303);
    return showPage(c, deps, { ...loginPage, data: { demo_customers: customers } });
  });

  app.post('/login', async (c) => {
    const { email = '', password = '' } = await readForm(c);
    const customer = authenticate(customers, email, password);
    if (customer) {
      await logIn(c, deps, customer);
      return c.redirect('/account', 303);
    }
    const data = { demo_customers: customers, email, is_refused: true };
    return showPage(c, deps, { ...loginPage, status: 401, data });
  });

  app.post('/logout', (c) => {
    logOut(c, deps);
    return c.redirect('/', 303);
  });

  /** Asked by the page itself, for itself: who is signed in here is nobody else's business, no cache's either. */
  app.get('/chat-proof', (c) => {
    c.header('Cache-Control', 'no-store');
    const customerId = c.get('session')?.customerId;
    const challenge = c.req.query('challenge') ?? '';
    const key = deps.proofKey();
    if (!customerId || !key || !/^[\w-]{43}$/.test(challenge)) return c.text('Nobody is logged in.', 401);
    return c.text(chatProof({ customerId, challenge, storeKey: deps.storeKey, key, now: deps.now() }));
  });

  app.get('/account', async (c) => {
    const customerId = c.get('session')?.customerId;
    if (!customerId) return c.redirect('/login', 303);
    const orders = store.state.orders.filter((order) => order.customerId === customerId).reverse();
    const page = { template: 'account', title: 'Your account', data: { orders } };
    return showPage(c, deps, { ...page, facts: { type: 'account' } });
  });
  return app;
}
