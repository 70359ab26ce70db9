import { once } from 'node:events';
import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from '../../demo-store/faults/listen.ts';

export interface ForwardProxy {
  port: number;
  stop(): Promise<void>;
}

/**
 * The proxy that the browser is told to use, so that one line carries everything it loads, whichever site or frame asks.
 * @param routes `host:port` that is asked for -> who answers. Everybody else is cut off, which keeps a browser's own
 *   errands out of the figures.
 */
export async function startForwardProxy(routes: ReadonlyMap<string, string>): Promise<ForwardProxy> {
  const agent = new Agent({ keepAlive: true });
  const tunnels = new Set<Socket>();
  const server = createServer((req, res) => {
    const url = URL.canParse(req.url ?? '') ? new URL(req.url ?? '') : undefined;
    const host = url && routes.get(url.host);
    if (!url || !host) return req.socket.destroy();
    forward(`http://${host}${url.pathname}${url.search}`, agent, req, res);
  });
  // WebSockets come this way.
  server.on('connect', (req, _stream, head) => {
    const near = req.socket;
    const host = routes.get(req.url ?? '');
    if (!host) return near.destroy();
    tunnels.add(near);
    near.once('close', () => tunnels.delete(near));
    openTunnel(host, near, head);
  });
  const port = await listen(server, 0, '127.0.0.1', 'nothing');

  return {
    port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const tunnel of tunnels) tunnel.destroy();
      agent.destroy();
      await closed;
    },
  };
}

function forward(url: string, agent: Agent, req: IncomingMessage, res: ServerResponse) {
  const { 'proxy-connection': _, ...headers } = req.headers;
  const upstream = httpRequest(url, { method: req.method, headers, agent }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(res);
  });
  upstream.on('error', () => res.destroy());
  res.once('close', () => upstream.destroy());
  req.pipe(upstream);
}

function openTunnel(host: string, near: Socket, head: Buffer) {
  const [hostname, port] = host.split(':');
  const far = connect(Number(port), hostname, () => {
    near.write('HTTP/1.1 200 Connection established\r\n\r\n');
    far.write(head);
    near.pipe(far).pipe(near);
  });
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy());
    one.once('close', () => other.destroy());
  }
}
