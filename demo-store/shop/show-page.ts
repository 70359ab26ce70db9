import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { freeShippingFromMinor, priceCart, shippingMinor } from './cart.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import { activeNotices } from './switch-list.ts';

export interface Page {
  template: string;
  title: string;
  status?: ContentfulStatusCode;
  data?: object;
}

/** Renders a page of the theme with what every page shows: who is logged in, the cart's count, the tag, the notice. */
export async function showPage(c: Context<ShopEnv>, deps: ShopDeps, page: Page): Promise<Response> {
  const session = c.get('session');
  const customer = deps.customers.find((one) => one.id === session?.customerId);
  const state = await deps.switches.read();
  const html = await deps.theme.render(page.template, {
    page_title: page.title,
    customer,
    cart_count: priceCart(deps.products, session?.cart ?? []).count,
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
