import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccountClient } from '../../../server/chatwoot/index.ts';
import { makeTestDataDir } from '../../../server/db/test-database.ts';
import { type RunningChatwoot, startChatwoot } from '../../chatwoot/start-chatwoot.ts';
import { type FaultProxy, startFaultProxy } from '../../faults/start-fault-proxy.ts';
import { freePort } from '../../free-port.ts';
import { type Process, runCli } from '../kit/server-process.ts';

const kills = 20;
const shopOrigin = 'https://shop.example';
const platformToken = 'platform-token';

let dataDir: string;
let chatwoot: RunningChatwoot;
let wire: FaultProxy;
let env: Record<string, string>;
let port: number;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-kill-'));
  await makeTestDataDir(join(dataDir, 'database'));
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  wire = await startFaultProxy({ name: 'chatwoot', port: 0, target: chatwoot.url });
  // So that there is something to be killed in: every call to Chatwoot takes its time.
  wire.setFault('slow', 40);
  port = await freePort();
  env = {
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ENCRYPTION_KEYS: `demo-kill:${randomBytes(32).toString('base64')}`,
    CHATWOOT_URL: wire.url,
    CHATWOOT_PLATFORM_TOKEN: platformToken,
    // The stand-in has always finished long before its answer arrives, so an unclear ending settles soon.
    DELIVERY_SETTLE_MS: '1000',
    DELIVERY_LEASE_MS: '1000',
    DELIVERY_AWAIT_SESSION_MS: '0',
  };
});
afterAll(async () => {
  await wire.stop();
  await chatwoot.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it(`kill -9 at ${kills} points between accepting and delivering: every message arrives once`, async () => {
  const added = runCli(
    [
      'stores',
      'add',
      '--key',
      'killed',
      '--name',
      'Shop',
      '--origins',
      shopOrigin,
      '--admin-email',
      'a@shop.example',
      '--json',
    ],
    env,
  );
  expect([await added.ended(), added.output()]).toMatchObject([0, expect.anything()]);

  let server = await startServer();
  const accepted: string[] = [];
  for (let round = 0; round < kills; round += 1) {
    const text = `message ${round}`;
    expect(await submit(text)).toBe(202);
    accepted.push(text);
    // One delivery takes some 250 ms here: spread over all of it, a little at random.
    await new Promise((resolve) => setTimeout(resolve, (round * 300) / kills + Math.random() * 15));
    await server.kill();
    server = await startServer();
  }

  const desk = await deskOf(added.output());
  await expect.poll(async () => (await desk()).toSorted()).toEqual(accepted.toSorted());
  // And nothing comes a second time afterwards.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect((await desk()).toSorted()).toEqual(accepted.toSorted());
  expect(await server.interrupt()).toBe(0);
}, 400_000);

async function startServer(): Promise<Process> {
  const server = runCli(['serve'], env);
  await server.prints('"msg":"listening"');
  return server;
}

async function submit(text: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/stores/killed/submissions`, {
    method: 'POST',
    headers: { origin: shopOrigin, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ requestId: crypto.randomUUID(), sequence: 1, text, writtenAt: Date.now() }),
  });
  return answer.status;
}

/** What shoppers wrote, in all conversations, read past the slow wire by an agent. */
async function deskOf(report: string) {
  const { accountId } = JSON.parse(report.slice(report.indexOf('{\n'))) as { accountId: number };
  const client = createAccountClient({ baseUrl: chatwoot.url, accountId, token: await adminToken() });
  return async () => {
    const ids = Array.from({ length: 80 }, (_, index) => index + 1);
    const lists = await Promise.all(ids.map((id) => client.conversations.messages.list(id).catch(() => [])));
    return lists.flat().flatMap(({ direction, content }) => (direction === 'incoming' && content ? [content] : []));
  };
}

/** The Platform API gives a user that exists as it is, token included. */
async function adminToken(): Promise<string> {
  const answer = await fetch(`${chatwoot.url}/platform/api/v1/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'api-access-token': platformToken },
    body: JSON.stringify({ email: 'a@shop.example', name: 'Known already', password: 'Unused-1!' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
