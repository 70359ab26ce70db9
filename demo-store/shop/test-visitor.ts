import { products } from './catalogue.ts';
import { createShop } from './create-shop.ts';
import { customers } from './customers.ts';
import type { ShopDeps } from './shop-env.ts';
import { openShopStore } from './shop-state.ts';
import { createSwitches } from './switches.ts';
import { openTheme } from './theme.ts';

/** For tests: a shop of its own, in memory, and a browser as far as the shop can tell. */

export const shopUrl = 'http://localhost:4000';

/** Nobody listens on the discard port: switches that are not looked at may point there. */
const nowhere = 'http://127.0.0.1:9';

const theme = openTheme();

export function testDeps(controls = { chatwoot: nowhere, server: nowhere }): ShopDeps {
  return {
    products,
    customers,
    store: openShopStore(),
    switches: createSwitches(controls),
    theme,
    chatServerUrl: 'http://127.0.0.1:4001',
    storeKey: 'st_demo',
    proofKey: () => 'proof key of the tests',
    secret: 'sixteen letters!',
    deskUrl: 'http://127.0.0.1:4002/app',
    now: () => new Date('2026-11-21T10:00:00Z'),
  };
}

export type Visitor = ReturnType<typeof visit>;

/** Keeps its cookies and sends forms from the shop's own pages. */
export function visit(deps: ShopDeps) {
  const app = createShop(deps);
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  async function request(path: string, init: RequestInit = {}) {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', cookie());
    const answer = await app.request(`${shopUrl}${path}`, { ...init, headers });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    return answer;
  }
  return {
    request,
    html: async (path: string) => (await request(path)).text(),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = { origin: shopUrl }) =>
      request(path, { method: 'POST', body: new URLSearchParams(form), headers }),
    cookie,
  };
}
