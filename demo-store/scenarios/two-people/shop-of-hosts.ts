import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { listen } from '../../faults/listen.ts';
import { products } from '../../page-kinds/page-kind.ts';
import { asyncTag, shopPage } from '../../page-kinds/shop-page.ts';
import { customers } from '../../shop/customers.ts';
import type { RunningDemo } from '../../start-demo.ts';

export type Name = 'Jane' | 'Luca';

export interface ShopOfHosts {
  /** Address of the shop on this host: `www.shop` is `http://www.shop.localhost:4711`. */
  at(host: string): string;
  /** Who is signed in from the next page on; undefined: nobody. There is one visitor, so there is one session. */
  session: Name | undefined;
  stop(): Promise<void>;
}

const require = createRequire(import.meta.url);
const turbo = join(dirname(require.resolve('@hotwired/turbo')), 'turbo.es2017-umd.js');

/** What docs/identity.md tells a theme to do, on each page; Turbo runs it again with each body. */
const themeScript = (isSignedIn: boolean) => `<script>{
  const { q } = (window.StorefrontChat ||= { q: [] });
  q.push(['on', 'identified', (outcome) => (window.outcomes ||= []).push(outcome)]);
  window.prove = async (challenge) => {
    const answer = await fetch('/chat-proof?challenge=' + challenge, { cache: 'no-store' });
    if (!answer.ok) throw new Error('nobody is signed in');
    return answer.text();
  };
  if (${isSignedIn}) {
    localStorage.setItem('signed-in', 'yes');
    q.push(['identify', window.prove]);
  } else if (localStorage.getItem('signed-in')) q.push(['signOut', () => localStorage.removeItem('signed-in')]);
}</script>`;

/**
 * A shop of the demo's store that is served on any host below `localhost`, so that cookies can be of more than one
 * domain; with Turbo on hosts whose name begins so. Its customers and their proofs are the demo shop's.
 */
export async function startShopOfHosts(demo: RunningDemo): Promise<ShopOfHosts> {
  const cookies = Object.fromEntries(await Promise.all(customers.map((customer) => logIn(demo, customer))));
  const app = new Hono();
  const shop = { at, session: undefined as Name | undefined, stop };

  for (const product of products) {
    app.get(product.path, (c) => {
      const isTurbo = new URL(c.req.url).hostname.startsWith('turbo');
      const head = isTurbo ? '<script src="/turbo.js"></script>' : '';
      const end = themeScript(shop.session !== undefined) + asyncTag(`${demo.serverUrl}/w/demo.js`);
      return c.html(shopPage(product, { head, end }));
    });
  }
  app.get('/turbo.js', (c) => c.body(readFileSync(turbo, 'utf8'), 200, { 'content-type': 'text/javascript' }));
  app.get('/chat-proof', async (c) => {
    const headers = { cookie: cookies[shop.session ?? ''] ?? '' };
    const answer = await fetch(`${demo.shopUrl}/chat-proof?challenge=${c.req.query('challenge')}`, { headers });
    return c.text(await answer.text(), answer.ok ? 200 : 401, { 'cache-control': 'no-store' });
  });

  const server = createServer(getRequestListener(app.fetch));
  const port = await listen(server, 0, '127.0.0.1', 'PORT');
  function at(host: string) {
    return `http://${host}.localhost:${port}`;
  }
  async function stop() {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
  return shop;
}

/** @returns the first name, and the cookie of their session at the demo shop */
export async function logIn({ shopUrl }: RunningDemo, { name, email, password }: (typeof customers)[number]) {
  const answer = await fetch(`${shopUrl}/login`, {
    method: 'POST',
    headers: { origin: shopUrl },
    body: new URLSearchParams({ email, password }),
    redirect: 'manual',
  });
  return [name.split(' ')[0], answer.headers.getSetCookie()[0]?.split(';')[0]];
}
