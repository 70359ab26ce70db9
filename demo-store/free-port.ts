import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what systems hand out by themselves (from 32768 on Linux, from 49152 elsewhere): nobody else gets it by chance
 * before the program that it is for listens on it, or while that program is started again.
 */
const range = [20_000, 32_000] as const;

/** A port of this machine that nobody listens on, for who has to know it before it is listened on. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(...range);
    if (await isFree(port, host)) return port;
  }
  throw new Error(`No port of ${host} from ${range[0]} to ${range[1]} is free.`);
}

async function isFree(port: number, host: string): Promise<boolean> {
  const probe = createServer();
  probe.listen(port, host);
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  await new Promise((resolve) => probe.close(resolve));
  return true;
}
