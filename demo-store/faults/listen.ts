import { once } from 'node:events';
import { Server as HttpServer } from 'node:http';
import type { Server } from 'node:net';

const keepAliveMs = 75_000;

/**
 * Listens and returns the port, which is the system's choice when `port` is 0.
 * @param variable the environment variable that moves this port, for the message
 * @throws Error that says what to do, when the port is taken or may not be used
 */
export async function listen(server: Server, port: number, host: string, variable: string): Promise<number> {
  // The proxy before it keeps connections, too, and must be the one to give them up: else a request meets a closed one.
  if (server instanceof HttpServer) server.keepAliveTimeout = keepAliveMs;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw explain(error, port, variable);
  }
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

function explain(error: unknown, port: number, variable: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} is taken. Stop the program that uses it or choose another with ${variable}.`;
    return new Error(message, { cause: error });
  }
  if (code === 'EACCES') {
    return new Error(`Port ${port} may not be used by this user. Choose one above 1023 with ${variable}.`, {
      cause: error,
    });
  }
  return error;
}
