import { Hono } from 'hono';
import { choiceOf, keepConsent, purposes } from './consent.ts';
import { readForm } from './read-form.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import { showPage } from './show-page.ts';

/** What the visitor allows: asked by the bar on every page until it is answered, and changed on a page of its own. */
export function consentRoutes(deps: ShopDeps): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.get('/privacy', (c) => {
    return showPage(c, deps, { template: 'privacy', title: 'Privacy', facts: { type: 'content' } });
  });

  app.post('/consent', async (c) => {
    const { choice, back = '/', ...form } = await readForm(c);
    const known = purposes.map(({ id }) => id);
    if (choice === 'all') keepConsent(c, choiceOf(known));
    else if (choice === 'needed') keepConsent(c, choiceOf([]));
    else if (choice === 'chosen') keepConsent(c, choiceOf(Object.keys(form)));
    else return c.text('The choice is one of all, needed and chosen.', 400);
    // Only to a page of this shop: `//elsewhere.example` and `/\elsewhere.example` are addresses of others.
    return c.redirect(/^\/(?![/\\])/.test(back) ? back : '/', 303);
  });
  return app;
}
