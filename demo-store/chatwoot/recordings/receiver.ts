import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const host = '127.0.0.1';

/** What the recorded webhooks went to: `/ok`, `/status/404`, `/slow`, `/drop`, and `/redirect/302`, which leads to `/landed`. */
export async function startReceiver() {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    host,
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse) {
  const [, kind, number] = (request.url ?? '').split('/');
  request.resume();
  if (kind === 'slow') return;
  if (kind === 'drop') return void request.socket.destroy();
  if (kind === 'redirect') response.setHeader('location', `/landed/${number}`);
  response.writeHead(kind === 'status' || kind === 'redirect' ? Number(number) : 200).end();
}
