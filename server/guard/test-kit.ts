import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { createProxyServer } from 'httpxy';
import type { GuardConfig } from '../config.ts';
import { createLogger } from '../observability/logger.ts';
import { startGuard } from './start-guard.ts';
import { widgetPath } from './widget-target.ts';

/** A guard before this Chatwoot, on a port of its own, and all that it logs. */
export async function startTestGuard(chatwootUrl: string, more: Partial<GuardConfig> = {}) {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
  const config: GuardConfig = {
    host: '127.0.0.1',
    port: 0,
    trustProxy: [],
    logLevel: 'info',
    stopTimeoutMs: 0,
    guard: { chatwootUrl, maxUploadBytes: 5 * 1024 * 1024 },
    ...more,
  };
  return { ...(await startGuard(config, logger)), log: () => lines.join('') };
}

export interface RawRequest {
  method?: string;
  /** Goes out as it is: no client tidies it up. */
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer | Readable;
  /** An address of this machine to call from. */
  from?: string;
}

/** A request as an attacker writes it. */
export function rawRequest(url: string, { method = 'GET', path, headers = {}, body, from }: RawRequest) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, localAddress: from, agent: false }, (answer) => {
      const { statusCode: status = 0, headers } = answer;
      const ended = answer.toArray().then((chunks) => ({ status, headers, text: Buffer.concat(chunks).toString() }));
      ended.then(resolve, reject);
    });
    sent.once('error', reject);
    if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) sent.end(body);
    else body.pipe(sent);
  });
}

interface Arrived {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Something in Chatwoot's place that keeps what arrives; `answer` instead of an empty JSON object. */
export async function startRecorder(answer?: (request: IncomingMessage, response: ServerResponse) => void) {
  const arrived: Arrived[] = [];
  const server = createServer(async (incoming, response) => {
    if (answer) return answer(incoming, response);
    const body = Buffer.concat(await incoming.toArray()).toString();
    const { method = '', url = '', headers } = incoming;
    arrived.push({ method, url, headers, body });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Chatwoot's public address as our documents have it: the Widget API leads to a guard, everything else to Chatwoot. */
export async function startGuardedFront(chatwootUrl: string) {
  const guard = await startTestGuard(chatwootUrl, { trustProxy: ['loopback'] });
  const proxy = createProxyServer();
  const front = await startRecorder((incoming, response) => {
    const target = incoming.url?.startsWith(widgetPath) ? guard.url : chatwootUrl;
    proxy.web(incoming, response, { target }).catch(() => response.destroy());
  });
  return {
    url: front.url,
    async stop() {
      await front.stop();
      await guard.stop();
    },
  };
}
