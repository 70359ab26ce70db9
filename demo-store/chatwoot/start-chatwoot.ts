import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createChatwootApp } from './app.ts';
import { createCable } from './cable/cable.ts';
import { serveCable } from './cable/serve-cable.ts';
import type { Chatwoot } from './chatwoot.ts';
import { createFiles } from './files.ts';
import { openDataFile, readState } from './state/data-file.ts';
import { createWebhooks } from './webhooks/deliver.ts';

export type ChatwootOptions = {
  /** 0: any free one. */
  port: number;
  host?: string;
  /** Chatwoot's FRONTEND_URL: where browsers reach it, which is a proxy's address if one stands before it. */
  publicUrl: string;
  /** The token of the one platform app there is. */
  platformToken: string;
  /** Where the data are kept; without it they are gone with the process. */
  dataFile?: string;
  /** Folder with `sdk.js`, `frame.js` and `desk.js`. */
  browserFiles: string;
  /** Throttle calls from loopback too. */
  throttle?: boolean;
  /** Let browsers load as many bytes and files as from a real one: for `npm run bench:page`. */
  realisticWeight?: boolean;
  version?: string;
  /** Hosts in a private network to which webhooks may go all the same; a real one refuses every such host (rule 49). */
  privateWebhookHosts?: readonly string[] | 'all';
  /** How long a webhook may take; Chatwoot gives up after 5 s (rule 48). */
  webhookTimeoutMs?: number;
};

export type RunningChatwoot = {
  /** Its own address, proxy or not. */
  url: string;
  port: number;
  /** Finishes what waits, writes the data and closes every connection. */
  stop(): Promise<void>;
};

/** How long Chatwoot's job queue takes for what it does after the answer. */
const jobDelayMs = 200;

/** @throws Error if the port is taken or the data file cannot be read; the message says what to do. */
export async function startChatwoot(options: ChatwootOptions): Promise<RunningChatwoot> {
  const { chatwoot, finish } = openChatwoot(options);
  return await serveChatwoot(chatwoot, finish, options);
}

/** Puts an opened stand-in on a port. */
export async function serveChatwoot(
  chatwoot: Chatwoot,
  finish: () => void,
  { port, host = '127.0.0.1' }: Pick<ChatwootOptions, 'port' | 'host'>,
): Promise<RunningChatwoot> {
  const server = createAdaptorServer({ fetch: createChatwootApp(chatwoot).fetch }) as Server;
  const closeSockets = serveCable(server, chatwoot);
  // Longer than the proxy before it, and our server, keep a connection that nobody uses.
  server.keepAliveTimeout = 75_000;
  await listen(server, port, host);

  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    async stop() {
      closeSockets();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      finish();
    },
  };
}

/** The state and the services around it; `finish` runs the jobs that still wait and writes the file. */
export function openChatwoot(options: Omit<ChatwootOptions, 'port' | 'host'>) {
  const state = readState(options.dataFile);
  const dataFile = openDataFile(options.dataFile, state);
  const jobs = new Map<() => void, NodeJS.Timeout>();

  function run(job: () => void) {
    clearTimeout(jobs.get(job));
    jobs.delete(job);
    job();
    dataFile.changed();
  }
  const chatwoot: Chatwoot = {
    state,
    cable: createCable(),
    files: createFiles(),
    webhooks: createWebhooks({
      privateHosts: options.privateWebhookHosts ?? [],
      timeoutMs: options.webhookTimeoutMs ?? 5000,
    }),
    publicUrl: options.publicUrl.replace(/\/+$/, ''),
    platformToken: options.platformToken,
    version: options.version ?? '4.14.0',
    browserFiles: options.browserFiles,
    throttlesLoopback: options.throttle ?? false,
    hasRealisticWeight: options.realisticWeight ?? false,
    changed: dataFile.changed,
    later(job) {
      const timer = setTimeout(() => run(job), jobDelayMs);
      jobs.set(job, timer);
    },
  };
  function finish() {
    chatwoot.webhooks.stop();
    for (const job of [...jobs.keys()]) run(job);
    dataFile.flush();
  }
  return { chatwoot, finish };
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} is taken, so the Chatwoot stand-in cannot start: set CHATWOOT_PORT to a free one.`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
