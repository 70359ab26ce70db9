import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../faults/listen.ts';

/** Pages that a shop's cache takes for public: not the account, the cart, the checkout, nor what a page asks for itself. */
const isPublicPage = (path: string) => path === '/' || path.startsWith('/products/');

export interface PageCache {
  url: string;
  /** All pages that it holds, as they came from the shop. */
  pages(): string[];
  stop(): Promise<void>;
}

interface Kept {
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/**
 * A full-page cache as shops have them, set up without care: what was made for one visitor is given to all, whatever
 * their cookies and whatever `Cache-Control` has said.
 */
export async function startCarelessCache(shopUrl: string): Promise<PageCache> {
  const kept = new Map<string, Kept>();
  const server = createServer((incoming, answer) => {
    const path = incoming.url ?? '/';
    const known = incoming.method === 'GET' ? kept.get(path) : undefined;
    if (known) return void answer.writeHead(200, { ...known.headers, 'x-cache': 'HIT' }).end(known.body);
    passOn(shopUrl, incoming, answer, (page) => isPublicPage(path) && kept.set(path, page));
  });
  const port = await listen(server, 0, '127.0.0.1', 'PORT');
  return {
    url: `http://localhost:${port}`,
    pages: () => [...kept.values()].map(({ body }) => body.toString()),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function passOn(shopUrl: string, incoming: IncomingMessage, answer: ServerResponse, keep: (page: Kept) => void) {
  const { method, headers } = incoming;
  // The shop compares a form's origin with the host that it is asked for.
  const asked = request(new URL(incoming.url ?? '/', shopUrl), { method, headers }, async (from) => {
    const body = await buffer(from);
    const { 'transfer-encoding': _chunked, ...own } = from.headers;
    if (method === 'GET' && from.statusCode === 200) keep({ headers: own, body });
    answer.writeHead(from.statusCode ?? 502, own).end(body);
  });
  asked.on('error', () => answer.destroy());
  incoming.pipe(asked);
}
