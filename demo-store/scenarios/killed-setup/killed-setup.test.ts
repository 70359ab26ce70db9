import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccountClient, createPlatformClient } from '../../../server/chatwoot/index.ts';
import { makeTestDataDir } from '../../../server/db/test-database.ts';
import type { SetupReport } from '../../../server/provisioning/index.ts';
import { setupSteps } from '../../../server/provisioning/provision-store.ts';
import { type RunningChatwoot, startChatwoot } from '../../chatwoot/start-chatwoot.ts';
import { type Process, runCli } from '../kit/server-process.ts';

const platformToken = 'platform-token';
const email = 'admin@shop.example';
const addShop = [
  'stores',
  'add',
  '--key',
  'shop',
  '--name',
  'Shop',
  '--origins',
  'https://shop.example',
  '--admin-email',
  email,
];

let dataDir: string;
let chatwoot: RunningChatwoot;
let env: Record<string, string>;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-setup-'));
  await makeTestDataDir(join(dataDir, 'database'));
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  env = {
    DATA_DIR: dataDir,
    ENCRYPTION_KEYS: `demo-setup:${randomBytes(32).toString('base64')}`,
    CHATWOOT_URL: chatwoot.url,
    CHATWOOT_PLATFORM_TOKEN: platformToken,
    PUBLIC_URL: 'https://chat.shop.example',
  };
});
afterAll(async () => {
  await chatwoot.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('kill -9 after each step of set-up: it converges on one account, one administrator, two inboxes and one webhook', async () => {
  for (const { name } of setupSteps) {
    const running = runCli([...addShop, '--json'], env);
    await stepIsDone(running, setupSteps.findIndex((step) => step.name === name) + 1);
    await running.kill();
  }
  const last = runCli([...addShop, '--json'], env);
  expect(await last.ended()).toBe(0);

  const platform = createPlatformClient({ baseUrl: chatwoot.url, token: platformToken });
  const accounts = await platform.listAccounts();
  expect(accounts.map(({ name }) => name)).toEqual(['Shop']);
  const { token } = await platform.createUser({ name: 'Known already', email, password: 'Unused-1!' });
  const account = createAccountClient({ baseUrl: chatwoot.url, accountId: accounts[0]?.id ?? 0, token });
  expect((await account.agents()).map((agent) => agent.email)).toEqual([email]);
  expect((await account.inboxes.list()).map(({ channel }) => channel).toSorted()).toEqual(['api', 'website']);
  expect(await account.webhooks.list()).toHaveLength(1);

  const again = runCli([...addShop, '--json'], env);
  expect(await again.ended()).toBe(0);
  expect(outcomesOf(again)).toEqual(setupSteps.map(({ name }) => [name, 'unchanged']));
}, 360_000);

/** Every finished step is one line on standard error. */
async function stepIsDone(running: Process, count: number) {
  const lines = () =>
    running
      .output()
      .split('\n')
      .filter((line) => /^(done|unchanged|changed|kept|warning) /.test(line));
  while (lines().length < count) {
    if (running.child.exitCode !== null) throw new Error(`Set-up ended too early:\n${running.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function outcomesOf(process: Process) {
  const output = process.output();
  const report = JSON.parse(output.slice(output.indexOf('{\n'))) as SetupReport;
  return report.steps.map(({ step, outcome }) => [step, outcome]);
}
