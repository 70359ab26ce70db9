import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningChatwoot, startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { type Process, runCli } from '../../demo-store/scenarios/kit/server-process.ts';
import { makeTestDatabase, type TestDatabase } from '../../server/db/test-database.ts';

const platformToken = 'platform-token';
let dataDir: string;
let database: TestDatabase;
let chatwoot: RunningChatwoot;
let env: Record<string, string>;
const running: Process[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-doctor-'));
  database = await makeTestDatabase(dataDir);
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  env = {
    ...database.env,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    CHATWOOT_URL: chatwoot.url,
    CHATWOOT_PLATFORM_TOKEN: platformToken,
    PUBLIC_URL: 'https://chat.example',
  };
}, 60_000);
afterAll(async () => {
  for (const process of running) await process.kill();
  await chatwoot.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function run(args: string[], more: Record<string, string> = {}) {
  const process = runCli(args, { ...env, ...more });
  return { code: await process.ended(), output: process.output() };
}

/** A command that goes on; gives where it listens. */
async function start(args: string[], words: string, more: Record<string, string>) {
  const process = runCli(args, { ...env, PORT: '0', ...more });
  running.push(process);
  await process.prints(words);
  const port = /"port":(\d+)/.exec(process.output())?.[1];
  return { process, url: `http://127.0.0.1:${port}` };
}

it('examines a store: what set-up warns of, what is wrong, and by its exit code for scripts', async () => {
  const shop = ['--key', 'tea', '--name', 'Tea', '--origins', 'https://tea.example', '--admin-email', 'a@tea.example'];
  const added = await run(['stores', 'add', ...shop]);
  expect(added.output).toMatch(/^warning {2,}Not guarded: PATCH \/contact, .*docs\/guard\.md\.$/m);

  const healthy = await run(['doctor', 'tea']);
  expect(healthy.code).toBe(0);
  expect(healthy.output).toMatch(/^ok +chatwoot +Chatwoot is 4\.14\.0, which is supported\.$/m);
  expect(healthy.output).toMatch(/^note +identity-routes +Not guarded: PATCH \/contact, /m);
  expect(healthy.output).toContain('nothing is wrong');

  await chatwoot.stop();
  const away = await run(['doctor', 'tea', '--json']);
  expect(away.code).toBe(1);
  expect(JSON.parse(away.output)).toMatchObject({
    storeKey: 'tea',
    isHealthy: false,
    findings: expect.arrayContaining([
      { check: 'chatwoot', state: 'problem', message: expect.stringContaining('Could not be looked at.') },
    ]),
  });
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
}, 90_000);

it('guards as a process of its own and within serve, and stops at Ctrl-C', async () => {
  const alone = await start(['guard'], 'guarding', { CHATWOOT_URL: chatwoot.url });
  const served = await start(['serve'], 'listening', { GUARD_CHATWOOT_URL: chatwoot.url });
  for (const { process, url } of [alone, served]) {
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    // Chatwoot's own words, and it alone has them.
    const answer = await fetch(`${url}/api/v1/widget/config?website_token=none`, { method: 'POST' });
    expect(await answer.json()).toEqual({ error: 'Resource could not be found' });
    expect((await fetch(`${url}/api/v1/widget/%2e%2e%2fcontact`)).status).toBe(404);
    expect(await process.interrupt()).toBe(0);
  }
}, 90_000);

it('says what its environment should be', async () => {
  const { code, output } = await run(['guard'], { CHATWOOT_URL: 'chatwoot' });
  expect(code).toBe(2);
  expect(output).toMatch(/CHATWOOT_URL should be the http\(s\) address of Chatwoot itself/);
});
