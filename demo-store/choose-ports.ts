import { createServer } from 'node:net';
import type { DemoConfig } from './demo-config.ts';
import { listen } from './faults/listen.ts';
import { freePort } from './free-port.ts';

type Ports = DemoConfig['ports'];

const variables: Record<keyof Ports, string> = { shop: 'SHOP_PORT', server: 'PORT', chatwoot: 'CHATWOOT_PORT' };
const hosts: Record<keyof Ports, string> = { shop: 'localhost', server: '127.0.0.1', chatwoot: '127.0.0.1' };

/**
 * The ports to use, 0 replaced by free ones. Known before anything starts, for the parts tell each other's addresses.
 * @throws Error naming the port that is taken and the variable that moves it.
 */
export async function choosePorts(wanted: Ports): Promise<Ports> {
  const chosen = { ...wanted };
  for (const part of Object.keys(wanted) as (keyof Ports)[]) {
    if (wanted[part] === 0) chosen[part] = await freePort(hosts[part]);
    else await requireFree(part, wanted[part]);
  }
  return chosen;
}

async function requireFree(part: keyof Ports, port: number): Promise<void> {
  const probe = createServer();
  await listen(probe, port, hosts[part], variables[part]);
  await new Promise((resolve) => probe.close(resolve));
}
