import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { freeShippingFromMinor, priceCart, shippingMinor } from './cart.ts';
import { purposes, readConsent } from './consent.ts';
import { cartFacts, currency, type PageFacts } from './page-facts.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import { activeNotices } from './switch-list.ts';

export interface Page {
  template: string;
  title: string;
  status?: ContentfulStatusCode;
  /** What chat is told of it; the cart comes by itself. */
  facts?: PageFacts;
  data?: object;
}

/** Renders a page of the theme with what every page has: who is logged in, cart, consent, the tag, the notice. */
export async function showPage(c: Context<ShopEnv>, deps: ShopDeps, page: Page): Promise<Response> {
  const session = c.get('session');
  const customer = deps.customers.find((one) => one.id === session?.customerId);
  const cart = priceCart(deps.products, session?.cart ?? []);
  const consent = readConsent(c);
  const state = await deps.switches.read();
  const html = await deps.theme.render(page.template, {
    page_title: page.title,
    customer,
    cart_count: cart.count,
    facts: { type: 'other', locale: 'en', currency, cart: cartFacts(cart), ...page.facts },
    consent: { purposes: purposes.map((one) => ({ ...one, is_allowed: consent?.[one.id] })), is_pending: !consent },
    path: new URL(c.req.url).pathname + new URL(c.req.url).search,
    chat: { server: deps.chatServerUrl, store_key: deps.storeKey },
    nonce: c.get('nonce'),
    shipping: { minor: shippingMinor, free_from_minor: freeShippingFromMinor },
    faults: activeNotices(state),
    year: deps.now().getUTCFullYear(),
    ...page.data,
  });
  c.header('Cache-Control', 'private, no-cache');
  return c.html(html, page.status ?? 200);
}
