import { createServer } from 'node:http';
import { createForwarder } from '../../demo-store/faults/forward.ts';
import { listen } from '../../demo-store/faults/listen.ts';

export interface ShopFront {
  /** `host:port` */
  host: string;
  stop(): Promise<void>;
}

/** What a variant changes in a page of the shop. */
export interface PageEdit {
  /** In the place of our tag, which is handed in. */
  tag(ours: string): string;
  /** Just before the body ends. */
  bodyEnd: string;
}

const tagPattern = /<script[^>]*\ssrc="[^"]*\/w\/[^"]*\.js"[^>]*><\/script>/;

/** The demo shop once more, with its pages edited; everything else is passed on as it is. */
export async function startShopFront(shopUrl: string, edit: PageEdit): Promise<ShopFront> {
  const forwarder = createForwarder(new URL(shopUrl), 'The shop');
  const server = createServer((req, res) => {
    if (!req.headers.accept?.includes('text/html')) return void forwarder.request(req, res);
    fetch(`${shopUrl}${req.url}`)
      .then(async (answer) => {
        const html = editPage(await answer.text(), edit);
        const headers = { 'content-type': 'text/html; charset=UTF-8', 'cache-control': 'private, no-cache' };
        res.writeHead(answer.status, headers).end(html);
      })
      .catch((error: unknown) => res.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)));
  });
  const port = await listen(server, 0, 'localhost', 'nothing');
  return {
    host: `localhost:${port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      forwarder.close();
    },
  };
}

/** @throws Error if the page has no tag of ours to replace. */
export function editPage(html: string, { tag, bodyEnd }: PageEdit): string {
  const ours = tagPattern.exec(html)?.[0];
  if (ours === undefined) throw new Error('This page of the shop has no tag of ours.');
  return html.replace(ours, () => tag(ours)).replace('</body>', () => `${bodyEnd}</body>`);
}
