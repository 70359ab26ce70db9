import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningChatwoot, startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { type AccountClient, createAccountClient, createPlatformClient, type Inbox } from '../chatwoot/index.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { connectStore } from './connect-store.ts';
import type { SetupReport } from './setup-report.ts';
import { createTestKit, platformToken, stepOf, type TestKit, testServer } from './test-kit.ts';
import { createTestProcess } from './test-process.ts';

let db: OpenDatabase;
let chatwoot: RunningChatwoot;
let baseUrl: string;
let kit: TestKit;

beforeAll(async () => {
  db = await openTestDatabase();
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  baseUrl = chatwoot.url;
  kit = createTestKit(db, baseUrl);
});
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

/** A shop that used Chatwoot before it heard of us. */
let owner: { accountId: number; adminToken: string; agentToken: string; account: AccountClient; inbox: Inbox };
beforeEach(async () => {
  const platform = createPlatformClient({ baseUrl, token: platformToken });
  const { id: accountId } = await platform.createAccount({ name: 'Old hands' });
  const join = async (role: 'administrator' | 'agent') => {
    const email = `${role}-${accountId}@old.example`;
    const user = await platform.createUser({ name: role, email, password: 'Old1!secret' });
    await platform.upsertAccountUser(accountId, user.id, role);
    return user;
  };
  const [admin, agent] = [await join('administrator'), await join('agent')];
  const account = createAccountClient({ baseUrl, accountId, token: admin.token });
  const inbox = await account.inboxes.create('website', {
    name: 'Talk to us',
    websiteUrl: 'https://old.example',
    widgetColor: '#123456',
    preChatFormEnabled: true,
    allowedDomains: 'https://old.example',
  });
  await account.inboxes.addMembers(inbox.id, [agent.id]);
  owner = { accountId, adminToken: admin.token, agentToken: agent.token, account, inbox };
});

describe('connecting a store to an inbox that exists', () => {
  it('sets what chat needs and nothing else, and says what it was before', async () => {
    const report = await connect((await kit.newStore('to-connect')).id);
    expect(stepOf(report, 'website-inbox')).toMatchObject({
      outcome: 'changed',
      changed: [
        { what: 'signed identities only', from: false, to: true },
        { what: 'asking for an e-mail address', from: true, to: false },
        { what: 'pre-chat form', from: true, to: false },
        { what: 'allowed domains', to: 'https://old.example, https://shop.example, https://*.shop.example' },
      ],
    });
    const { settings } = await owner.account.inboxes.show(owner.inbox.id);
    expect(settings).toMatchObject({ name: 'Talk to us', widgetColor: '#123456', hmacMandatory: true });
  });

  it('remembers account, inbox and secrets, and makes an inbox for messages', async () => {
    const { id } = await kit.newStore('to-connect');
    await connect(id);
    const { installation, account, inboxes } = await kit.store.load(id);
    expect(installation).toEqual({ baseUrl, platformToken: null });
    expect(account).toMatchObject({ chatwootAccountId: owner.accountId, adminToken: owner.adminToken });
    expect(inboxes.website).toMatchObject({
      chatwootInboxId: owner.inbox.id,
      websiteToken: owner.inbox.websiteToken,
      hmacToken: owner.inbox.hmacToken,
    });
    expect(inboxes.api?.inboxIdentifier).toBeTruthy();
  });

  it('writes nothing the second time', async () => {
    const { id } = await kit.newStore('to-connect');
    await connect(id);
    const again = createTestProcess();
    const report = await connect(id, {}, again);
    expect(again.effects()).toBe(0);
    expect(new Set(report.steps.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
  });

  it('goes on wherever it was killed', { timeout: 240_000 }, async () => {
    const whole = createTestProcess();
    await connect((await kit.newStore('to-connect')).id, {}, whole);
    for (let dieAfter = 1; dieAfter <= whole.effects(); dieAfter += 1) {
      const { id } = await kit.newStore('to-connect');
      await connect(id, {}, createTestProcess({ dieAfter })).catch(() => {});
      expect(await connect(id)).toMatchObject({ websiteInboxId: owner.inbox.id, accountId: owner.accountId });
    }
  });

  it('starts anew for a store that comes from another account', async () => {
    const { id } = await kit.newStore();
    await kit.provision(id);
    const report = await connect(id);
    expect(report.steps.flatMap(({ kept }) => kept)).toEqual([]);
    expect(stepOf(report, 'attributes').outcome).toBe('done');
    const inboxes = await owner.account.inboxes.list();
    expect(inboxes.map((inbox) => inbox.id)).toContain(report.apiInboxId);
  });

  it('leaves alone what the owner sets back afterwards', async () => {
    const { id } = await kit.newStore('to-connect');
    await connect(id);
    await owner.account.inboxes.update(owner.inbox.id, {
      preChatFormEnabled: true,
      allowedDomains: 'https://old.example',
    });
    const again = createTestProcess();
    const report = await connect(id, {}, again);
    expect(again.writes).toEqual([]);
    expect(stepOf(report, 'website-inbox').kept.map(({ what }) => what)).toEqual([
      'pre-chat form',
      'allowed domains',
      'allowed domains',
    ]);
  });

  it('does not begin to limit an inbox that any page may show', async () => {
    await owner.account.inboxes.update(owner.inbox.id, { allowedDomains: '' });
    const report = await connect((await kit.newStore('to-connect')).id);
    expect(stepOf(report, 'website-inbox').kept).toMatchObject([{ what: 'allowed domains', value: 'any page' }]);
  });

  it('keeps the domain that the account has, and gives it one if it has none', async () => {
    expect(stepOf(await connect((await kit.newStore('to-connect')).id), 'account-settings').outcome).toBe('changed');
    await owner.account.update({ domain: 'mail.old.example' });
    const report = await connect((await kit.newStore('to-connect')).id);
    expect(stepOf(report, 'account-settings').kept).toMatchObject([{ value: 'mail.old.example' }]);
  });
});

describe('a connection that cannot be', () => {
  it('is refused for an agent’s token, before anything is written', async () => {
    const { id } = await kit.newStore('to-connect');
    const process = createTestProcess();
    await expect(connect(id, { adminToken: owner.agentToken }, process)).rejects.toThrow(/no administrator's/);
    expect(process.effects()).toBe(0);
  });

  it('is refused for an unknown token, without repeating it', async () => {
    const failure = connect((await kit.newStore('to-connect')).id, { adminToken: 'made-up-token' });
    await expect(failure).rejects.toThrow(/does not accept this token/);
    await expect(failure).rejects.not.toThrow(/made-up-token/);
  });

  it('names the inboxes there are when the one asked for is not among them', async () => {
    const failure = connect((await kit.newStore('to-connect')).id, { inboxId: 999_999 });
    await expect(failure).rejects.toThrow(`No such website inbox. This token sees: ${owner.inbox.id} "Talk to us".`);
  });

  it('asks which inbox when there are several, and takes a website token for an answer', async () => {
    const second = await owner.account.inboxes.create('website', { name: 'Second', websiteUrl: 'https://two.example' });
    const { id } = await kit.newStore('to-connect');
    await expect(connect(id)).rejects.toThrow(/Say which website inbox/);
    const report = await connect(id, { websiteToken: second.websiteToken ?? '' });
    expect(report.websiteInboxId).toBe(second.id);
  });
});

function connect(
  storeId: string,
  target: { adminToken?: string; inboxId?: number; websiteToken?: string } = {},
  process = createTestProcess(),
): Promise<SetupReport> {
  const deps = { store: process.store(kit.store), fetch: process.fetch, server: testServer };
  const { accountId, adminToken } = owner;
  return connectStore(deps, storeId, { baseUrl: `${baseUrl}/`, accountId, adminToken, ...target });
}
