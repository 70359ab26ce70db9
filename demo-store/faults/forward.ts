import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { createProxyServer, proxyUpgrade } from 'httpxy';

export interface Forwarder {
  request(req: IncomingMessage, res: ServerResponse): Promise<void>;
  upgrade(req: IncomingMessage, socket: Socket, head: Buffer): Promise<void>;
  close(): void;
}

/**
 * Passes requests and WebSockets on to `target`, bodies streamed.
 * A target on this machine sees the Host that the browser asked for; a remote one over https gets its own name, for
 * its TLS and virtual hosts know no other. Either learns the caller from `X-Forwarded-*`.
 */
export function createForwarder(target: URL, label: string): Forwarder {
  const isRemote = target.protocol === 'https:';
  const agent = isRemote ? new HttpsAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  // Redirects that point at the target must lead back through the proxy.
  const rewrite = isRemote ? { changeOrigin: true, autoRewrite: true, protocolRewrite: 'http' } : {};
  const proxy = createProxyServer({ target, agent, ...rewrite });

  return {
    async request(req, res) {
      try {
        await proxy.web(req, res, { headers: headersFor(req, target, isRemote) });
      } catch {
        answerUnreachable(res, `${label} cannot be reached at ${target.origin}.\n`);
      }
    },
    async upgrade(req, socket, head) {
      try {
        const options = { xfwd: false, changeOrigin: isRemote, headers: headersFor(req, target, isRemote) };
        const upstream = await proxyUpgrade(target.origin, req, socket, head, options);
        joinFates(socket, upstream);
      } catch {
        // httpxy has ended the socket already: to a WebSocket that is all the answer there is.
      }
    },
    close: () => agent.destroy(),
  };
}

function headersFor(req: IncomingMessage, target: URL, isRemote: boolean): Record<string, string> {
  const { host = '', origin } = req.headers;
  const cameFrom = [req.headers['x-forwarded-for'], req.socket.remoteAddress].filter(Boolean).join(', ');
  return {
    'x-forwarded-for': cameFrom,
    'x-forwarded-proto': appended(req.headers['x-forwarded-proto'], 'http'),
    'x-forwarded-host': appended(req.headers['x-forwarded-host'], host),
    // Same-origin calls stay same-origin: Rails refuses a WebSocket whose Origin is not its Host.
    ...(isRemote && origin === `http://${host}` ? { origin: target.origin } : {}),
  };
}

function appended(known: string | string[] | undefined, added: string): string {
  return [known, added].flat().filter(Boolean).join(', ');
}

function answerUnreachable(res: ServerResponse, line: string) {
  if (res.headersSent) return res.destroy();
  res.writeHead(502, { 'content-type': 'text/plain' }).end(line);
}

/** A pipe alone leaves the other side open when one side is destroyed. */
function joinFates(one: Socket, other: Socket) {
  for (const [socket, partner] of [
    [one, other],
    [other, one],
  ] as const) {
    socket.on('error', () => partner.destroy());
    socket.once('close', () => partner.destroy());
    if (socket.destroyed) partner.destroy();
  }
}
