import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestDataDir } from '../../../server/db/test-database.ts';
import { freePort } from '../../free-port.ts';
import { runCli } from '../kit/server-process.ts';

let dataDir: string;
let env: Record<string, string>;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-demo-'));
  env = {
    DATA_DIR: dataDir,
    SHOP_PORT: String(await freePort('localhost')),
    PORT: String(await freePort()),
    CHATWOOT_PORT: String(await freePort()),
    MAILS_PORT: '0',
  };
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('storefront-chat demo', () => {
  it('prints its addresses, serves them, and stops cleanly on Ctrl-C; the second start finds its data', async () => {
    const first = runCli(['demo'], env);
    await first.prints('Ctrl-C stops everything');
    for (const name of ['Shop', 'Agent desk', 'Switches', 'API docs'])
      expect(first.output()).toMatch(new RegExp(`${name} +http`));
    for (const path of ['/', '/qa']) expect((await fetch(`http://localhost:${env.SHOP_PORT}${path}`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${env.PORT}/docs`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${env.CHATWOOT_PORT}/app`)).status).toBe(200);
    expect(await first.interrupt()).toBe(0);

    const second = runCli(['demo'], env);
    await second.prints('Ctrl-C stops everything');
    expect(second.output()).not.toContain('Made account');
    const loader = await (await fetch(`http://127.0.0.1:${env.PORT}/w/demo.js`)).text();
    expect(loader).toContain('"websiteToken"');

    const another = runCli(['demo'], env);
    expect(await another.ended()).toBe(1);
    expect(another.output()).toMatch(/Port \d+ is taken\. .*SHOP_PORT/);
    expect(another.output()).not.toContain('    at ');
    expect(await second.interrupt()).toBe(0);
  });

  it('starts afresh with --reset', async () => {
    const fresh = runCli(['demo', '--reset'], env);
    await fresh.prints('Ctrl-C stops everything');
    expect(fresh.output()).toContain('Made account');
    await fresh.interrupt();
  });

  it('names a variable that is wrong, with what it should be', async () => {
    const wrong = runCli(['demo'], { ...env, CHATWOOT_PORT: 'four thousand' });
    expect(await wrong.ended()).toBe(2);
    expect(wrong.output()).toContain('CHATWOOT_PORT should be a port from 0 to 65535.');
  });
});

describe('storefront-chat serve', () => {
  it('names every variable that is missing', async () => {
    const bare = runCli(['serve'], {});
    expect(await bare.ended()).toBe(2);
    expect(bare.output()).toMatch(/PUBLIC_URL should be/);
    expect(bare.output()).toMatch(/ENCRYPTION_KEYS should be/);
  });

  it('says which port is taken, and ends', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as { port: number };
    await makeTestDataDir(join(dataDir, 'serve/database'));
    const key = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
    const server = runCli(['serve'], {
      ...env,
      DATA_DIR: join(dataDir, 'serve'),
      PORT: String(port),
      PUBLIC_URL: 'http://127.0.0.1',
      ENCRYPTION_KEYS: key,
    });
    expect(await server.ended()).toBe(1);
    expect(server.output()).toContain(`Port ${port} is taken. Stop what uses it, or choose another with PORT.`);
    holder.close();
  });
});
