import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '../app.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { addStore, createStoreDirectory, readWidgetAssets } from '../stores/index.ts';
import { createTestApp } from '../testing/test-app.ts';
import type { FindingName } from './finding.ts';
import { examineShopPage, type ShopPageReport } from './index.ts';

/** Something that answers on a port of its own. */
export async function startSite(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface Served {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** What a path of the shop answers; a function is asked at every request. */
export type Paths = Record<string, Served | (() => Served)>;

/** A shop whose pages each test makes for itself. */
async function startShop() {
  let paths: Paths = {};
  const site = await startSite((request, response) => {
    const made = paths[new URL(request.url ?? '/', 'http://shop').pathname];
    const { status = 200, headers = {}, body = '' } = (typeof made === 'function' ? made() : made) ?? { status: 404 };
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
  });
  return {
    ...site,
    serve(made: Paths) {
      paths = made;
    },
  };
}

/** Our server as it runs, with the stores `tea` of this shop and `coffee` of another. */
async function startOurServer(shopUrl: string) {
  const db = await openTestDatabase();
  const assets = readWidgetAssets();
  const test = await createTestApp(db, assets);
  let app: ReturnType<typeof createApp> | undefined;
  const site = await startSite(getRequestListener((request) => app?.fetch(request) ?? new Response(null)));
  await addStore(test.changes, { key: 'tea', name: 'Tea', origins: [shopUrl] }, null);
  await addStore(test.changes, { key: 'coffee', name: 'Coffee', origins: ['https://coffee.example'] }, null);
  const directory = await createStoreDirectory(db.database, assets, site.url);
  app = createApp({ ...test.deps, directory, clientAddress: () => '203.0.113.9', assets, ping: db.ping });
  return {
    url: site.url,
    loader: await (await fetch(`${site.url}/w/tea.js`)).text(),
    async stop() {
      await site.stop();
      await db.close();
    },
  };
}

/** A shop, our server, and what pages of the shop are made of. */
export async function startPages() {
  const shop = await startShop();
  const ours = await startOurServer(shop.url);
  const away = await startSite(() => {});
  await away.stop();
  const tag = (more = tagAttributes, key = 'tea') => `<script ${more} src="${ours.url}/w/${key}.js"></script>`;
  const noscript = `<noscript><a href="${ours.url}/contact/tea">Write to us</a></noscript>`;
  return {
    shop,
    ours,
    /** Nobody listens there. */
    awayUrl: away.url,
    tag,
    noscript,
    /** With nothing wrong, but for what is given. */
    page: ({ head = tag(), body = noscript + facts(product), top = '' } = {}) =>
      `<!doctype html>\n<html lang="en">\n<head>${top}<title>Mug</title>\n${head}\n</head>\n<body>\n<h1>Mug</h1>\n${body}\n</body></html>`,
    shopFiles: (assets = `${shop.url}/files/*.js?ver=1`) => shopFiles(ours, assets),
    /** @param first at `/mug`, where a visitor comes from an advertisement */
    async examine(first: Served | (() => Served), more: Paths = {}, publicUrl = ours.url) {
      shop.serve({ '/mug': first, ...more });
      return await examineShopPage(new URL(`${shop.url}/mug?utm=1`), { publicUrl, stores: null });
    },
    async stop() {
      await ours.stop();
      await shop.stop();
    },
  };
}

export type Pages = Awaited<ReturnType<typeof startPages>>;

export const tagAttributes = 'async crossorigin="anonymous"';

export const product = {
  type: 'product',
  locale: 'en',
  currency: 'EUR',
  product: { id: '7', name: 'Mug', price: 1999 },
};

export function facts(value: unknown): string {
  const json = typeof value === 'string' ? value : JSON.stringify(value);
  return `<script type="application/json" data-storefront-chat="page">${json}</script>`;
}

/** The shop's own loader, its settings, and the files that go with them. */
function shopFiles({ url: server, loader }: { url: string; loader: string }, assets: string) {
  const settings = {
    ...{ server, storeKey: 'tea', name: 'Tea', widget: true, chat: true, color: '#336699', position: 'right' },
    ...{ offsetX: 20, offsetY: 20, size: 56, zIndex: 9, locale: 'en', texts: { en: { launcher: 'Chat' } } },
    ...{ hiddenOn: '^$', hiddenUnder: 'dialog[open]', chatwoot: null, assets },
  };
  const script = { headers: { 'content-type': 'text/javascript' }, body: loader };
  const files: Paths = { '/files/storefront-chat.js': script, '/files/composer.js': script };
  return {
    block: `<script type="application/json" data-storefront-chat="settings">${JSON.stringify(settings)}</script>`,
    loader: '<script async src="/files/storefront-chat.js?ver=1"></script>',
    files,
  };
}

/** A JWT as a shop's backend makes it, for a signature's worth of nothing. */
export function forgedProof(): string {
  const claims = { sub: 'customer-42', aud: 'tea', exp: 1, jti: 'j', challenge: 'c' };
  const parts = [{ alg: 'HS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...parts, 's'.repeat(43)].join('.');
}

export function problemsOf({ findings }: ShopPageReport) {
  return findings.filter(({ state }) => state === 'problem');
}

/** A fault, the name and the advice that it should be given, and a page that has it. */
export type BrokenPage = [
  what: string,
  name: FindingName,
  advice: RegExp,
  page: (pages: Pages) => Served | (() => Served),
  more?: (pages: Pages) => Paths,
];
