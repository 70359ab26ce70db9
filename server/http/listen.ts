import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';

type Serving = Parameters<typeof serve>[0];

export interface Listening {
  port: number;
  /** No new connections; the running requests may end. What is left after the time is cut. */
  close(timeoutMs: number): Promise<void>;
}

/** Longer than proxies keep a connection that nobody uses: else a request may meet one that we are closing. */
const keepAliveTimeout = 75_000;

/**
 * Listens for HTTP.
 * @param requestTimeoutMs within which a request has to have arrived as a whole
 * @throws Error that says what to do, when the port is taken.
 */
export async function listen(
  fetch: Serving['fetch'],
  { host, port, requestTimeoutMs }: { host: string; port: number; requestTimeoutMs: number },
): Promise<Listening> {
  const server = await new Promise<ServerType>((resolve, reject) => {
    const serverOptions = { requestTimeout: requestTimeoutMs, keepAliveTimeout };
    const started = serve({ fetch, hostname: host, port, serverOptions }, () => resolve(started));
    started.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port} is taken. Stop what uses it, or choose another with PORT.`) : error);
    });
  });
  return { port: (server.address() as AddressInfo).port, close: (timeoutMs) => closeServer(server, timeoutMs) };
}

function closeServer(server: ServerType, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), timeoutMs).unref();
  });
}
