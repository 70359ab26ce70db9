import { createServer } from 'node:http';
import { createForwarder } from '../../faults/forward.ts';
import { listen } from '../../faults/listen.ts';

/**
 * What stands before PHP's own server, as a real one would. Browsers open connections that they may need, and a process
 * of PHP's that waits for another one serves none of those that it has: a form would hang until somebody else comes.
 * @param target where PHP will be
 */
export async function startFront(target: string): Promise<{ url: string; stop(): Promise<void> }> {
  const forwarder = createForwarder(new URL(target), 'PHP');
  const server = createServer(forwarder.request);
  const port = await listen(server, 0, '127.0.0.1', 'PORT');
  return {
    url: `http://localhost:${port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      forwarder.close();
      await closed;
    },
  };
}
