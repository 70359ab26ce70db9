import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../../demo-store/scenarios/kit/server-process.ts';
import { readStorageConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { createSecrets } from '../../server/db/secrets.ts';
import { makeTestDataDir } from '../../server/db/test-database.ts';
import { type Pages, startPages } from '../../server/shop-page/test-kit.ts';
import { addStore, readTextPacks } from '../../server/stores/index.ts';

let dataDir: string;
let pages: Pages;
let page: string;
let withDatabase: Record<string, string>;

beforeAll(async () => {
  pages = await startPages();
  pages.shop.serve({ '/': { body: pages.page() } });
  page = `${pages.shop.url}/`;
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-page-'));
  await makeTestDataDir(join(dataDir, 'database'));
  withDatabase = { DATA_DIR: dataDir, ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}` };
});
afterAll(async () => {
  await pages?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function doctor(args: string[], env: Record<string, string> = {}) {
  const process = runCli(['doctor', ...args], env);
  return { code: await process.ended(), output: process.output() };
}

it('looks at a page without a database, and ends with 0 when nothing is wrong', async () => {
  const { code, output } = await doctor([page], { PUBLIC_URL: pages.ours.url });
  expect(output).toMatch(/^ok +tag +It is there once, in line 4\.$/m);
  expect(output).toMatch(/^note +store +.* was not looked at: no database is set here/m);
  expect(output).toContain(`Store tea, server at ${pages.ours.url}: nothing is wrong.`);
  expect(output).toContain(`${page}?storefront-chat=debug`);
  expect(code).toBe(0);
});

it('goes on with the store where there is a database, and without it while another process has it', async () => {
  const { database: config, encryptionKeys } = readStorageConfig(withDatabase);
  const opened = await openDatabase(config);
  try {
    const deps = { database: opened.database, secrets: createSecrets(encryptionKeys), textPacks: readTextPacks };
    const store = { key: 'tea', name: 'Tea', origins: ['https://other.example'] };
    await addStore({ ...deps, actor: 'test' }, store, null);
    expect((await doctor([page], withDatabase)).output).toMatch(
      /^note +store .*the embedded database belongs to the server that runs/m,
    );
  } finally {
    await opened.close();
  }
  const { code, output } = await doctor([page, '--json'], withDatabase);
  const report = JSON.parse(output);
  const problems = report.findings.filter(({ state }: { state: string }) => state === 'problem');
  expect(report).toMatchObject({ url: page, storeKey: 'tea', isHealthy: false });
  expect(problems.map(({ check }: { check: string }) => check)).toEqual(['origin-refused', 'set-up']);
  expect(code).toBe(1);
});

it('says that an address is none', async () => {
  const words = 'That is no address of a page; write https://shop.example/.\n';
  expect(await doctor(['https://'])).toEqual({ code: 2, output: words });
});
