import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { listen } from '../faults/listen.ts';
import { products } from './catalogue.ts';
import { createShop } from './create-shop.ts';
import { customers } from './customers.ts';
import { openShopStore } from './shop-state.ts';
import { createSwitches } from './switches.ts';
import { openTheme } from './theme.ts';

export interface ShopOptions {
  /** 0 lets the system choose. */
  port: number;
  host?: string;
  /** Where carts, logins and orders are kept; without it they end with the process. */
  dataFile?: string;
  /** Origin of our server, as browsers reach it. */
  chatServerUrl: string;
  storeKey: string;
  /** Signs who is logged in, for the chat; without it nobody is known there. */
  proofKey?: () => string | undefined;
  /** Signs session cookies. */
  secret: string;
  /** Base addresses of the fault proxies before Chatwoot and before our server. */
  controls: { chatwoot: string; server: string };
  /** The agents' desk, linked from the page of switches. */
  deskUrl?: string;
}

export interface RunningShop {
  url: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts the demo shop.
 * @throws Error that says what to do, when the port is taken or `dataFile` cannot be read
 */
export async function startShop(options: ShopOptions): Promise<RunningShop> {
  const { host = 'localhost', chatServerUrl, storeKey, secret, deskUrl, proofKey = () => undefined } = options;
  const app = createShop({
    products,
    customers,
    store: openShopStore(options.dataFile),
    switches: createSwitches(options.controls),
    theme: openTheme(),
    chatServerUrl,
    storeKey,
    proofKey,
    secret,
    deskUrl,
    now: () => new Date(),
  });
  const server = createServer(getRequestListener(app.fetch));
  const port = await listen(server, options.port, host, 'SHOP_PORT');
  return {
    url: `http://${host}:${port}`,
    port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
