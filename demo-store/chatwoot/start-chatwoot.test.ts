import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChatwoot } from './start-chatwoot.ts';
import { folderWithScripts, openShop, platformToken, visitorCall } from './testing/open-shop.ts';
import { textAt } from './testing/value-at.ts';
import { signSession } from './widget/session-token.ts';

const options = () => ({
  port: 0,
  publicUrl: 'http://chatwoot.example',
  platformToken,
  browserFiles: folderWithScripts,
});
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chatwoot-data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const newFile = () => join(folder, 'deep', 'chatwoot.json');

describe('the stand-in', () => {
  it('keeps its state over a restart: sessions, messages and tokens', async () => {
    const dataFile = newFile();
    const before = await openShop({ dataFile });
    const visitor = await before.visit();
    await visitor.call('POST', '/messages', { message: { content: 'still here?' } });
    await before.chatwoot.stop();

    const after = await startChatwoot({ ...options(), dataFile });
    const again = visitorCall(after.url, before.website.token, visitor.token);
    expect((await again('GET', '/messages')).body).toMatchObject({ payload: [{ content: 'still here?' }] });
    await after.stop();
    expect(readdirSync(join(dataFile, '..'))).toEqual(['chatwoot.json']);
  });

  it('does what it promised to delete before it stops', async () => {
    const dataFile = newFile();
    const before = await openShop({ dataFile });
    await before.platform('DELETE', `/users/${before.agentId}`);
    await before.chatwoot.stop();
    const after = await startChatwoot({ ...options(), dataFile });
    const answer = await fetch(`${after.url}/platform/api/v1/users/${before.agentId}`, {
      headers: { 'api-access-token': platformToken },
    });
    expect(answer.status).toBe(404);
    await after.stop();
  });

  it('says what to do about a data file it cannot read', async () => {
    const dataFile = join(folder, 'chatwoot.json');
    writeFileSync(dataFile, '{"version":');
    await expect(startChatwoot({ ...options(), dataFile })).rejects.toThrow(/delete the file to start afresh/);
  });

  it('says which port is taken', async () => {
    const first = await startChatwoot(options());
    await expect(startChatwoot({ ...options(), port: first.port })).rejects.toThrow(
      `Port ${first.port} is taken, so the Chatwoot stand-in cannot start: set CHATWOOT_PORT to a free one.`,
    );
    await first.stop();
  });

  it('names the missing rule for what it does not offer, and only for that', async () => {
    const shop = await openShop();
    const bots = await shop.platform('GET', '/agent_bots');
    expect(bots.status).toBe(501);
    expect(bots.body).toEqual({
      error: 'The Chatwoot stand-in does not offer agent bots (rule 27, 54-58 of the contract).',
    });
    expect((await shop.anybody('GET', '/api/v2/accounts/1/reports')).status).toBe(501);
    expect((await shop.admin('GET', '/no_such_thing')).status).toBe(404);
    await shop.chatwoot.stop();
  });

  it('serves the SDK to every origin, the pages’ scripts to its own', async () => {
    const shop = await openShop();
    const origin = { origin: 'https://shop.example' };
    const sdk = await shop.anybody('GET', '/packs/js/sdk.js', undefined, origin);
    expect(sdk.headers.get('access-control-allow-origin')).toBe('*');
    expect(sdk.headers.get('cache-control')).toBe('public, max-age=31556952');
    const frame = await shop.anybody('GET', '/vite/assets/frame.js', undefined, origin);
    expect(frame).toMatchObject({ status: 200, text: '// frame.js\n' });
    expect(frame.headers.get('access-control-allow-origin')).toBeNull();
    expect((await shop.anybody('GET', '/vite/assets/..%2Fsecret.js')).status).toBe(404);
    await shop.chatwoot.stop();
  });

  it('lists agents with a login link each, for the desk on this machine', async () => {
    const shop = await openShop();
    const { body } = await shop.anybody('GET', '/app/agents.json');
    expect(body).toMatchObject([{ name: 'ana', accounts: [{ role: 'administrator' }] }, { name: 'ben' }]);
    const link = new URL(textAt(body, '1.url'));
    const signedIn = await shop.anybody('POST', '/auth/sign_in', Object.fromEntries(link.searchParams));
    expect(signedIn.status).toBe(200);
    await shop.chatwoot.stop();
  });
});

describe('GET /widget', () => {
  it('is refused, and cannot be framed, for an unknown token or a suspended account (rule 1)', async () => {
    const shop = await openShop();
    const unknown = await shop.anybody('GET', '/widget?website_token=unknown');
    expect(unknown).toMatchObject({ status: 404, body: { error: 'web widget does not exist' } });
    expect(unknown.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    await shop.platform('PATCH', `/accounts/${shop.accountId}`, { status: 'suspended' });
    const suspended = await shop.anybody('GET', `/widget?website_token=${shop.website.token}`);
    expect(suspended).toMatchObject({ status: 401, body: { error: 'Account is suspended' } });
    await shop.chatwoot.stop();
  });

  it('makes somebody new unless the token is good (rules 2, 4)', async () => {
    const shop = await openShop();
    const { token } = await shop.visit();
    const page = (session: string) =>
      shop.anybody('GET', `/widget?website_token=${shop.website.token}&cw_conversation=${session}`);
    const contacts = async () => {
      const { body } = await shop.admin('GET', '/contacts/search?q=-');
      return Number(JSON.stringify(body).match(/"count":(\d+)/)?.[1]);
    };
    expect(await contacts()).toBe(1);
    await page(token);
    expect(await contacts()).toBe(1);
    const expired = signSession({ source_id: 'x', inbox_id: shop.website.id }, 'another key', 0);
    for (const bad of ['', 'nonsense', `${token}x`, expired]) await page(bad);
    expect(await contacts()).toBe(5);
    await shop.chatwoot.stop();
  });

  it('puts the allowed domains into frame-ancestors, and no header without any (rule 3)', async () => {
    const shop = await openShop();
    const page = () => shop.anybody('GET', `/widget?website_token=${shop.website.token}`);
    const open = (await page()).headers;
    expect([open.get('x-frame-options'), open.get('content-security-policy')]).toEqual([null, null]);
    await shop.admin('PATCH', `/inboxes/${shop.website.id}`, {
      channel: { allowed_domains: 'https://shop.example, *.shop.test' },
    });
    const guarded = (await page()).headers;
    expect(guarded.get('content-security-policy')).toBe('frame-ancestors https://shop.example *.shop.test');
    await shop.chatwoot.stop();
  });
});
