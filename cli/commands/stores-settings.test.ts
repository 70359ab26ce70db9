import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningChatwoot, startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { runCli } from '../../demo-store/scenarios/kit/server-process.ts';
import { makeTestDatabase, type TestDatabase } from '../../server/db/test-database.ts';

const platformToken = 'platform-token';
let dataDir: string;
let database: TestDatabase;
let chatwoot: RunningChatwoot;
let env: Record<string, string>;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-settings-'));
  database = await makeTestDatabase(dataDir);
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  env = {
    ...database.env,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    CHATWOOT_URL: chatwoot.url,
    CHATWOOT_PLATFORM_TOKEN: platformToken,
    PUBLIC_URL: 'https://chat.example',
  };
  const shop = ['--key', 'tea', '--name', 'Tea', '--origins', 'https://tea.example', '--admin-email', 'a@tea.example'];
  await expect(run('stores', 'add', ...shop, '--offset-y', '72')).resolves.toMatchObject({ code: 0 });
}, 60_000);
afterAll(async () => {
  await chatwoot.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const process = runCli(args, env);
  return { code: await process.ended(), output: process.output() };
}

it('sets the looks of a store, and warns of a colour that is hard to see', async () => {
  const looks = ['--hidden-on', '/checkout*, /cart', '--hidden-under', '.drawer[open]', '--color', '#ffd84d'];
  const words = ['--language', 'nl', '--launcher', 'Vraag het ons'];
  const { code, output } = await run('stores', 'set', 'tea', ...looks, ...words);
  expect(code).toBe(0);
  expect(output).toContain('its contrast is 1.38:1, and a launcher needs 3:1');
  const shown = (await run('stores', 'show', 'tea')).output;
  expect(shown).toMatch(/^hiddenOn +\/checkout\*, \/cart$/m);
  expect(shown).toMatch(/^launcher \(nl\) +Vraag het ons$/m);
  expect(shown).toMatch(/^offsetY +72$/m);
  expect(shown).toMatch(/^languages +all$/m);
  expect(shown).toMatch(/^hours +always$/m);
}, 60_000);

it('takes the secret of a Shopify app without an argument, and never shows it', async () => {
  const none = await run('stores', 'set', 'tea', '--shopify-secret');
  expect(none).toMatchObject({ code: 2, output: expect.stringContaining('SHOPIFY_CLIENT_SECRET') });
  env.SHOPIFY_CLIENT_SECRET = 'shpss_0123456789abcdef';
  const shopify = ['--shopify-domain', 'Tea-House.myshopify.com', '--shopify-secret'];
  expect(await run('stores', 'set', 'tea', ...shopify)).toEqual({ code: 0, output: 'tea is changed.\n' });
  delete env.SHOPIFY_CLIENT_SECRET;
  const shown = (await run('stores', 'show', 'tea')).output;
  expect(shown).toMatch(/^shopifyDomain +tea-house\.myshopify\.com$/m);
  expect(shown).toMatch(/^identityMode +server$/m);
  expect(shown).not.toContain('shpss_');
  const audited = (await run('audit', 'tea', '--limit', '1')).output;
  expect(audited).toMatch(/^\S+Z +cli:\S+ +stores\.set +.*shopifyDomain/m);
  expect(audited).not.toContain('shpss_');
}, 60_000);

it('sets the hours, shows what it understood, and tells Chatwoot', async () => {
  const week = 'mon-fri 09:00-12:00 13:00-17:30, sat 10:00-16:00';
  const set = await run(
    'stores',
    'hours',
    'tea',
    '--open',
    week,
    '--time-zone',
    'Europe/Amsterdam',
    '--holidays',
    '2040-12-25',
  );
  expect(set.code).toBe(0);
  expect(set.output).toMatch(/^Monday +09:00–12:00, 13:00–17:30$/m);
  expect(set.output).toMatch(/^Sunday +closed$/m);
  expect(set.output).toMatch(
    /^tea is (open now|closed now, opens \w+ \d{4}-\d\d-\d\d at \d\d:\d\d) \(Europe\/Amsterdam\)\.$/m,
  );
  expect(set.output).toMatch(/Chatwoot knows one span a day/);
  expect((await run('stores', 'show', 'tea')).output).toMatch(/^hours \(Saturday\) +10:00–16:00$/m);
}, 60_000);

it('sets the hours although Chatwoot is away, and says so', async () => {
  await chatwoot.stop();
  const file = join(dataDir, 'hours.json');
  writeFileSync(file, JSON.stringify({ timeZone: 'Asia/Kolkata', week: { sunday: [['10:00', '11:00']] } }));
  const set = await run('stores', 'hours', 'tea', '--file', file);
  expect(set).toMatchObject({
    code: 1,
    output: expect.stringMatching(/The hours count from now on, but Chatwoot does not know/),
  });
  expect(JSON.parse((await run('stores', 'hours', 'tea', '--json')).output)).toEqual({
    timeZone: 'Asia/Kolkata',
    week: { sunday: [['10:00', '11:00']] },
    holidays: [],
  });
}, 60_000);

it('asks for hours that are said in one way', async () => {
  const twice = await run('stores', 'hours', 'tea', '--always', '--open', 'mon 09:00-17:00');
  expect(twice).toMatchObject({ code: 2, output: expect.stringContaining('in one way') });
}, 60_000);

it('prints the policies of a store, and how presses ended', async () => {
  const { output } = await run('csp', 'tea');
  const headers = output.split('\n').filter((line) => line.startsWith('Content-Security-Policy: '));
  expect(headers).toHaveLength(2);
  expect(headers[0]).toContain("script-src 'nonce-{nonce}' 'strict-dynamic'; connect-src 'self' https://chat.example");
  expect(headers[1]).toContain(`frame-src ${chatwoot.url}`);
  const byHosts = JSON.parse((await run('csp', 'tea', '--hosts', '--json')).output);
  expect(byHosts.ours).toContain("script-src 'self' https://chat.example");
  expect((await run('stores', 'outcomes', 'tea')).output).toContain('Nobody has pressed');
}, 60_000);
