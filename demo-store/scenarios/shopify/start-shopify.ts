import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createSecrets } from '../../../server/db/secrets.ts';
import { setShopifySecret } from '../../../server/identity/index.ts';
import { shopifyProxy } from '../../../server/testing/shopify-proxy.ts';
import { renderBlock } from '../../../theme-snippets/shopify/test-support/render-block.ts';
import { cartOf, productOf, shopPage } from '../../../theme-snippets/shopify/test-support/shop-pages.ts';
import { demoSecrets } from '../../demo-secrets.ts';
import { demoStoreKey } from '../../demo-store.ts';
import { listen } from '../../faults/listen.ts';
import type { RunningDemo } from '../../start-demo.ts';

const shopDomain = 'hornero.myshopify.com';
const clientSecret = 'shpss_0123456789abcdef0123456789abcdef';
const files = new URL('../../../dist/browser/widget/shop-files/', import.meta.url);

/** A product whose name wants out of wherever it stands. */
const hostileTitle = `</script><img src=x onerror="alert('out')"><script>alert("out")</script>`;

export interface ShopifyShop {
  url: string;
  cdnUrl: string;
  /** Shopify's number of who is signed in; empty: nobody. There is one visitor, so there is one session. */
  customerId: string;
  /** What the embed has on its pages besides server and key. */
  settings: Record<string, unknown>;
  stop(): Promise<void>;
}

/**
 * A shop at Shopify with our extension, as far as a browser can tell: pages with what the blocks print, the extension's
 * files on another origin, and the app proxy, which passes questions on to our server and signs them.
 */
export async function startShopify(demo: RunningDemo): Promise<ShopifyShop> {
  const cdn = await serve(cdnApp());
  const shop: ShopifyShop = { url: '', cdnUrl: cdn.url, customerId: '', settings: {}, stop };
  const pages = await serve(shopApp(shop, demo));
  shop.url = pages.url;
  await demo.changeStore({ origins: [demo.shopUrl, shop.url], shopifyDomain: shopDomain });
  await setSecret(demo);
  return shop;

  async function stop() {
    await pages.stop();
    await cdn.stop();
  }
}

function shopApp(shop: ShopifyShop, demo: RunningDemo) {
  const app = new Hono();
  const filled = { server: demo.serverUrl, store_key: demoStoreKey };
  const page = async (kind: string, objects: object, title: string) => {
    const surroundings = { objects: shopPage(kind, objects), assetsAt: shop.cdnUrl, isJsonEscaped: true };
    const embed = await renderBlock('chat-embed', { ...filled, ...shop.settings }, surroundings);
    const form = await renderBlock('contact-form', { email: 'hello@shop.example' }, surroundings);
    const body = `<h1>${title}</h1>${kind === 'page' ? form : ''}${embed}`;
    return `<!doctype html><html lang="en"><head><title>${title}</title></head><body>${body}</body></html>`;
  };
  app.get('/', async (c) => c.html(await page('index', {}, 'Home')));
  app.get('/products/mug', async (c) => c.html(await page('product', { product: productOf(hostileTitle) }, 'Mug')));
  app.get('/pages/contact', async (c) => c.html(await page('page', {}, 'Contact')));
  app.get('/cart', async (c) => {
    const cart = cartOf([{ title: hostileTitle, quantity: 2 }]);
    return c.html(await page('cart', { cart }, 'Cart'));
  });
  app.get('/apps/storefront-chat', async (c) => {
    const proxy = shopifyProxy(clientSecret, shopDomain, () => new Date());
    const search = proxy.query(shop.customerId, c.req.query('challenge') ?? '', {
      path_prefix: '/apps/storefront-chat',
    });
    const address = `${demo.serverUrl}/v1/stores/${demoStoreKey}/identity/shopify${search}`;
    const answer = await fetch(address).catch(() => null);
    if (!answer) return c.text('The app does not answer.', 502);
    return new Response(answer.status === 204 ? null : await answer.text(), answer);
  });
  return app;
}

/** As Shopify's: for any origin, and kept for a year. */
function cdnApp() {
  const app = new Hono();
  app.get('/:file', (c) =>
    c.body(readFileSync(new URL(c.req.param('file'), files), 'utf8'), 200, {
      'content-type': 'application/javascript',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=31536000',
    }),
  );
  return app;
}

/** What `stores set --shopify-secret` does. */
async function setSecret({ database, logFile }: RunningDemo) {
  const { encryptionKeys } = demoSecrets(join(dirname(logFile), 'secrets.json'));
  const [id = '', key = ''] = encryptionKeys.split(':');
  const secrets = createSecrets([{ id, key: Buffer.from(key, 'base64') }]);
  await setShopifySecret({ database, secrets, actor: 'test' }, demoStoreKey, clientSecret);
}

async function serve(app: Hono) {
  const server: Server = createServer(getRequestListener(app.fetch));
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
