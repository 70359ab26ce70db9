import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccountClient, createPlatformClient } from '../../../server/chatwoot/index.ts';
import { makeTestDataDir } from '../../../server/db/test-database.ts';
import { type RunningChatwoot, startChatwoot } from '../../chatwoot/start-chatwoot.ts';
import { runCli } from '../kit/server-process.ts';

const platformToken = 'platform-token';
const encryptionKey = () => randomBytes(32).toString('base64');

let dataDir: string;
let chatwoot: RunningChatwoot;
let env: Record<string, string>;
const firstKey = `k1:${encryptionKey()}`;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-cli-'));
  await makeTestDataDir(join(dataDir, 'database'));
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  env = {
    DATA_DIR: dataDir,
    ENCRYPTION_KEYS: firstKey,
    CHATWOOT_URL: chatwoot.url,
    CHATWOOT_PLATFORM_TOKEN: platformToken,
    PUBLIC_URL: 'https://chat.example',
  };
});
afterAll(async () => {
  await chatwoot.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function run(args: string[], more: Record<string, string> = {}) {
  const process = runCli(args, { ...env, ...more });
  return { code: await process.ended(), output: process.output() };
}

it('explains itself', async () => {
  for (const args of [['--help'], ['stores', '--help'], ['stores', 'add', '--help'], ['serve', '--help']]) {
    const { code, output } = await run(args);
    expect(code).toBe(0);
    expect(output).toMatch(/USAGE/);
  }
});

it('takes a store through its life', async () => {
  const add = [
    'stores',
    'add',
    '--key',
    'tea',
    '--name',
    'Tea & Co',
    '--origins',
    'https://tea.example',
    '--admin-email',
    'a@tea.example',
  ];
  const added = await run(add);
  expect(added).toMatchObject({ code: 0 });
  expect(added.output).toContain('<script async crossorigin="anonymous" src="https://chat.example/w/tea.js"></script>');
  expect(added.output).not.toContain(platformToken);

  expect(await run(['stores', 'list'])).toMatchObject({
    code: 0,
    output: expect.stringMatching(/tea +Tea & Co +https:\/\/tea\.example +on/),
  });
  expect(await run(['stores', 'set', 'tea', '--no-chat', '--color', '#AA3311', '--launcher', 'Ask us'])).toMatchObject({
    code: 0,
  });
  const shown = await run(['stores', 'show', 'tea', '--json']);
  expect(JSON.parse(shown.output)).toMatchObject({
    isChatOn: false,
    color: '#aa3311',
    texts: { en: { launcher: 'Ask us' } },
    chatwoot: { accountId: expect.any(Number), websiteToken: expect.any(String) },
  });

  env.ENCRYPTION_KEYS = `k2:${encryptionKey()},${firstKey}`;
  const rotated = await run(['stores', 'rotate-key', '--json']);
  const { resealed, total } = JSON.parse(rotated.output);
  expect([resealed > 0, resealed]).toEqual([true, total]);
});

it('gives a store the keys with which it proves who is signed in, and shows each once', async () => {
  expect((await run(['identity', 'list', 'tea'])).output).toContain('None yet');
  const { output: first } = await run(['identity', 'rotate', 'tea']);
  const key = /sfp_[\w-]{43}/.exec(first)?.[0];
  expect(key).toBeDefined();
  const second = JSON.parse((await run(['identity', 'rotate', 'tea', '--purpose', 'proof', '--json'])).output);
  expect(second).toEqual({ purpose: 'proof', key: expect.stringMatching(/^sfp_[\w-]{43}$/) });
  const listed = await run(['identity', 'list', 'tea', '--json']);
  expect(JSON.parse(listed.output)).toHaveLength(2);
  expect(listed.output).not.toContain('sfp_');
  expect(await run(['identity', 'retire', 'tea', '--json'])).toMatchObject({
    code: 0,
    output: '{\n  "retired": 1\n}\n',
  });
  expect(await run(['identity', 'rotate', 'tea', '--purpose', 'else'])).toMatchObject({ code: 2 });
});

it('connects a store to an inbox that exists, and says what it changed', async () => {
  const platform = createPlatformClient({ baseUrl: chatwoot.url, token: platformToken });
  const { id: accountId } = await platform.createAccount({ name: 'Old shop' });
  const user = await platform.createUser({ name: 'Bo', email: 'bo@old.example', password: 'Passw0rd!' });
  await platform.upsertAccountUser(accountId, user.id, 'administrator');
  const account = createAccountClient({ baseUrl: chatwoot.url, accountId, token: user.token });
  await account.inboxes.create('website', { name: 'Live chat', websiteUrl: 'https://old.example' });

  const connect = [
    'stores',
    'connect',
    'old',
    '--name',
    'Old shop',
    '--origins',
    'https://old.example',
    '--account',
    String(accountId),
  ];
  const connected = await run(connect, { CHATWOOT_ADMIN_TOKEN: user.token });
  expect(connected).toMatchObject({ code: 0, output: expect.stringContaining('off -> on') });
  expect(connected.output).not.toContain(user.token);
});

it.each([
  ['a store that is not there', ['stores', 'show', 'nobody'], {}, 3],
  ['a value that does not fit', ['stores', 'set', 'tea', '--color', 'red'], {}, 2],
  ['a key that is none', ['stores', 'list'], { ENCRYPTION_KEYS: 'nonsense' }, 2],
  [
    'no Chatwoot to add to',
    ['stores', 'add', '--name', 'x', '--origins', 'https://x.example', '--admin-email', 'x@x.example'],
    { CHATWOOT_URL: '' },
    2,
  ],
  ['an unknown command', ['shops'], {}, 2],
  ['a store that is not named', ['stores', 'show'], {}, 2],
  ['a secret where no argument is wanted', ['stores', 'set', 'tea', '--shopify-secret', 's3cret'], {}, 2],
  ['a flag with a typo', ['stores', 'set', 'tea', '--name', 'Tea', '--colour', '#aa3311'], {}, 2],
] as [string, string[], Record<string, string>, number][])(
  'ends with a code that means something: %s',
  async (_what, args, more, code) => {
    const ended = await run(args, more);
    expect(ended).toMatchObject({ code });
    expect(ended.output).not.toMatch(/^ {4}at /m);
    expect(ended.output).not.toContain('s3cret');
  },
);
