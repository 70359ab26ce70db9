import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../../demo-store/scenarios/kit/server-process.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { createSecrets } from '../../server/db/secrets.ts';
import { makeTestDatabase, type TestDatabase } from '../../server/db/test-database.ts';
import { rotateIdentityKey } from '../../server/identity/index.ts';
import { addStore } from '../../server/stores/index.ts';
import { engines } from '../snippet/platforms.ts';

let dataDir: string;
let testDatabase: TestDatabase;
let env: Record<string, string>;
let identityKey: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-snippet-'));
  testDatabase = await makeTestDatabase(dataDir);
  const key = randomBytes(32);
  env = {
    ...testDatabase.env,
    ENCRYPTION_KEYS: `k1:${key.toString('base64')}`,
    PUBLIC_URL: 'https://chat.shop.example/',
  };
  const { database, close } = await openDatabase(testDatabase.config);
  const deps = { database, secrets: createSecrets([{ id: 'k1', key }]), actor: 'test', textPacks: () => ['en', 'nl'] };
  await addStore(deps, { key: 'tea', name: 'Tea', origins: ['https://tea.example'], locale: 'nl' }, null);
  identityKey = await rotateIdentityKey(deps, 'tea', 'proof');
  await close();
}, 60_000);
afterAll(async () => {
  await testDatabase.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const process = runCli(['snippet', ...args], env);
  return { code: await process.ended(), output: process.output() };
}

it('prints the tag of this store, its policy, and what to do next', async () => {
  const { code, output } = await run('tea', '--proof', '/chat-proof');
  expect(code).toBe(0);
  const tag =
    '<script async crossorigin="anonymous" src="https://chat.shop.example/w/tea.js" data-proof="/chat-proof"></script>';
  const link = '<noscript><a href="https://chat.shop.example/contact/tea">Schrijf ons</a></noscript>';
  expect(output).toContain(`Paste this before </body>, once, on every page that is to have chat:\n\n${tag}\n${link}\n`);
  expect(output).toContain("script-src 'nonce-{nonce}' 'strict-dynamic'; connect-src 'self' https://chat.shop.example");
  expect(output).toContain("script-src 'self' https://chat.shop.example; connect-src 'self' https://chat.shop.example");
  expect(output).toMatch(/^storefront-chat doctor https:\/\/tea\.example\/$/m);
  expect(output).toMatch(/^To remove it: Take both lines out again\.$/m);
  expect(output).toMatch(/^Other shops: --platform liquid, .*woocommerce.*gtm$/m);
  expect(output).toMatch(/^warning: The store has no inbox in Chatwoot yet/m);
  expect(output).not.toContain(identityKey);
}, 60_000);

it("writes Shopify's app, filled in for this store, and says for machines what it did", async () => {
  const out = join(dataDir, 'app');
  const { code, output } = await run('tea', '--platform', 'shopify', '--out', out, '--json');
  expect(code).toBe(0);
  const configuration = readFileSync(join(out, 'shopify.app.toml'), 'utf8');
  expect(configuration).toContain('https://chat.shop.example/v1/stores/tea/identity/shopify');
  expect(configuration).not.toMatch(/https:\/\/chat\.example\.com|YOUR-STORE-KEY/);
  expect(output).not.toContain(identityKey);
  const { written, ...said } = JSON.parse(output);
  expect(said).toMatchObject({
    store: 'tea',
    server: 'https://chat.shop.example',
    platform: 'shopify',
    policies: { byNonce: { withChatwoot: null }, byHosts: { ours: expect.stringContaining("script-src 'self'") } },
    next: 'storefront-chat doctor https://tea.example/',
    warnings: [expect.stringContaining('no inbox'), expect.stringContaining('--shopify-secret')],
  });
  for (const path of written) expect(existsSync(path)).toBe(true);
  expect(written).toContain(join(out, 'extensions/storefront-chat/assets/storefront-chat.js'));
}, 60_000);

it("writes WordPress's plugin as the zip that one uploads", async () => {
  const { code, output } = await run('tea', '--platform', 'woocommerce', '--out', dataDir);
  expect(code).toBe(0);
  expect(output).toMatch(/^Server address {2}https:\/\/chat\.shop\.example\nStore key {7}tea$/m);
  expect(readFileSync(join(dataDir, 'storefront-chat.zip')).subarray(0, 2).toString()).toBe('PK');
}, 60_000);

it('says what it can do when it is asked for something else', async () => {
  const platform = await run('tea', '--platform', 'magento');
  expect(platform.code).toBe(2);
  expect(platform.output).toContain(`--platform is "magento": it should be html or ${engines.join(' or ')} or shopify`);
  const store = await run('coffee');
  expect([store.code, store.output]).toEqual([3, expect.stringContaining('There is no store with the key coffee')]);
}, 60_000);
