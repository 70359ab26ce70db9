import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningChatwoot, startChatwoot } from '../../chatwoot/start-chatwoot.ts';
import { readDemoConfig } from '../../demo-config.ts';
import { freePort } from '../../free-port.ts';
import { type RunningDemo, startDemo } from '../../start-demo.ts';
import { apiAgent } from '../kit/agent.ts';
import { borrowBrowser } from '../kit/browser-pool.ts';
import { shopperOn } from '../kit/scenario.ts';

const platformToken = 'a-platform-token-of-its-own';

let dataDir: string;
let chatwoot: RunningChatwoot;
let demo: RunningDemo;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-other-'));
  const port = await freePort();
  const browserFiles = fileURLToPath(new URL('../../../dist/browser/demo', import.meta.url));
  chatwoot = await startChatwoot({ port, publicUrl: `http://127.0.0.1:${port}`, platformToken, browserFiles });
  const ports = { SHOP_PORT: '0', PORT: '0', CHATWOOT_PORT: '0' };
  const real = { CHATWOOT_URL: chatwoot.url, CHATWOOT_PLATFORM_TOKEN: platformToken };
  demo = await startDemo(readDemoConfig({ ...ports, ...real, DATA_DIR: dataDir }));
});
afterAll(async () => {
  await demo.stop();
  await chatwoot.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('CHATWOOT_URL puts another Chatwoot in the stand-in’s place: it was there before and stays when the demo goes', async () => {
  const agent = apiAgent(demo);
  const browser = await borrowBrowser({ width: 1280, height: 800 });
  const shopper = shopperOn(await browser.newPage());
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await shopper.write('Which Chatwoot is this?');
  await agent.replies('Which Chatwoot is this?', 'One of your own.');
  await shopper.readsInChat('One of your own.');
  await browser.close();
  // The desk's address signs the administrator in, once.
  expect(demo.deskUrl).toMatch(new RegExp(`^${chatwoot.url}/app/login\\?email=.+&sso_auth_token=.+`));
});

it('needs both variables', () => {
  expect(() => readDemoConfig({ CHATWOOT_URL: 'https://chatwoot.example' })).toThrow(/CHATWOOT_PLATFORM_TOKEN/);
});
