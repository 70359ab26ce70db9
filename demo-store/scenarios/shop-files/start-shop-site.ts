import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { packageFile } from '../../../server/package-file.ts';
import { listen } from '../../faults/listen.ts';
import { products } from '../../page-kinds/page-kind.ts';
import { shopPage } from '../../page-kinds/shop-page.ts';
import { customers } from '../../shop/customers.ts';
import type { RunningDemo } from '../../start-demo.ts';
import { logIn } from '../two-people/shop-of-hosts.ts';

/** What a page of a kind may be made of. */
export interface PageParts {
  /** The settings as a block of data. */
  block: string;
  /** Our loader, a file of the shop's. */
  fileUrl: string;
  /** Our tag, with the same settings, from our server. */
  tag: string;
  nonce: string;
}

interface PagePlaces {
  head?: string;
  end?: string;
}

/** One way of putting shop files onto pages. */
export interface ShopKind {
  page(parts: PageParts): PagePlaces;
  /** What stands in the block in the place of the settings. */
  settings?: string;
  /** More attributes of the block. */
  attributes?: string;
  /** Content-Security-Policy of the pages. */
  policy?(nonce: string): string;
}

const require = createRequire(import.meta.url);
const turbo = join(dirname(require.resolve('@hotwired/turbo')), 'turbo.es2017-umd.js');
const shopFiles = fileURLToPath(packageFile('dist/browser/widget/shop-files'));
const javascript = { 'content-type': 'text/javascript' };
const nonce = 'bm9uY2U';

/**
 * A shop that brings our files itself, as plugins and extensions do: its pages on one host below `localhost` for every
 * kind, its files on another origin, as a shop's CDN is.
 */
export async function startShopSite(demo: RunningDemo, kinds: Record<string, ShopKind>) {
  const cdn = await serve(createCdn());
  const known: object = await (await fetch(`${demo.serverUrl}/v1/stores/demo/settings`)).json();
  // What a shop cannot know beforehand is left out, and where chat lives is told at the press.
  const settings = { ...known, contract: undefined, chatwoot: null, assets: `${cdn.url}/*.js?ver=1` };
  const [jane] = await Promise.all(customers.map((customer) => logIn(demo, customer)));
  const tag = `<script async crossorigin="anonymous" src="${demo.serverUrl}/w/demo.js"></script>`;
  const fileUrl = `${cdn.url}/storefront-chat.js?ver=1`;

  const shop = new Hono();
  for (const product of products) {
    shop.get(product.path, (c) => {
      const kind = kinds[new URL(c.req.url).hostname.replace('.localhost', '')];
      if (!kind) return c.text('There is no such kind of page.', 404);
      const text = kind.settings ?? JSON.stringify(settings).replaceAll('<', '\\u003c');
      const data = 'type="application/json" data-storefront-chat="settings"';
      const block = `<script ${data} nonce="${nonce}" ${kind.attributes ?? ''}>${text}</script>`;
      if (kind.policy) c.header('Content-Security-Policy', kind.policy(nonce));
      const html = shopPage(product, kind.page({ block, fileUrl, tag, nonce }));
      return c.html(html.replace('<script>window.heard', `<script nonce="${nonce}">window.heard`));
    });
  }
  shop.get('/turbo.js', (c) => c.body(readFileSync(turbo, 'utf8'), 200, javascript));
  shop.get('/combined.js', (c) => {
    const loader = readFileSync(`${shopFiles}/storefront-chat.js`, 'utf8');
    return c.body(`window.themeRan = true\n${loader}\nwindow.themeEnded = true`, 200, javascript);
  });
  shop.get('/log-in', (c) => c.body('Jane', 200, { 'set-cookie': 'signed-in=jane; Path=/; HttpOnly' }));
  shop.get('/log-out', (c) => c.body('Nobody', 200, { 'set-cookie': 'signed-in=; Path=/; Max-Age=0' }));
  shop.get('/who', async (c) => {
    c.header('Cache-Control', 'no-store');
    if (!c.req.header('cookie')?.includes('signed-in=jane')) return c.body(null, 204);
    const headers = { cookie: jane?.[1] ?? '' };
    return c.text(
      await (await fetch(`${demo.shopUrl}/chat-proof?${new URL(c.req.url).searchParams}`, { headers })).text(),
    );
  });

  const pages = await serve(shop);
  const originOf = (kind: string) => pages.url.replace('127.0.0.1', `${kind}.localhost`);
  return {
    cdnUrl: cdn.url,
    originOf,
    origins: Object.keys(kinds).map(originOf),
    async stop() {
      await pages.stop();
      await cdn.stop();
    },
  };
}

function createCdn(): Hono {
  const app = new Hono();
  app.use(cors());
  app.use('/*', serveStatic({ root: shopFiles }));
  return app;
}

async function serve(app: Hono) {
  const server = createServer(getRequestListener(app.fetch));
  const port = await listen(server, 0, '127.0.0.1', 'PORT');
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
