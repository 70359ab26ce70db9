import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningChatwoot, startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { createWidgetClient } from '../chatwoot/index.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { provisionStore, setupSteps } from './provision-store.ts';
import { SetupError } from './run-setup.ts';
import { createTestKit, firstTime, platformToken, type TestKit } from './test-kit.ts';
import { createTestProcess } from './test-process.ts';

let db: OpenDatabase;
let chatwoot: RunningChatwoot;
let kit: TestKit;

beforeAll(async () => {
  db = await openTestDatabase();
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  kit = createTestKit(db, chatwoot.url);
});
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

describe('provisioning a store', () => {
  it('makes account, administrator, inboxes and attributes', async () => {
    const shop = await kit.newStore();
    const report = await kit.provision(shop.id);
    expect(report.steps.map(({ step }) => step)).toEqual(setupSteps.map(({ name }) => name));
    expect(report).toMatchObject({
      storeKey: shop.key,
      baseUrl: chatwoot.url,
      sessionMoves: { contact: 'open', conversation: 'open' },
    });

    const account = await kit.accountOf(shop.id);
    expect((await account.show()).settings).toMatchObject({ name: shop.name, domain: 'shop.example' });
    const [website, api] = await kit.inboxesOf(shop.id);
    expect(website?.settings).toMatchObject({
      name: shop.name,
      websiteUrl: 'https://shop.example',
      hmacMandatory: true,
      allowedDomains: 'https://shop.example, https://*.shop.example',
      emailCollectEnabled: false,
      preChatFormEnabled: false,
      greetingEnabled: false,
      continuityViaEmail: true,
      widgetColor: shop.color,
    });
    expect(api?.settings.name).toBe(`${shop.name} – messages`);
    const definitions = await account.attributeDefinitions.list('conversation');
    expect(definitions.map(({ key }) => key)).toContain('storefront_reply_address');
    const { account: known } = await kit.store.load(shop.id);
    expect(await account.inboxes.members(website?.id ?? 0)).toEqual([known?.adminUserId]);
  });

  it('leaves the store able to chat', async () => {
    const shop = await kit.newStore();
    await kit.provision(shop.id);
    const { inboxes } = await kit.store.load(shop.id);
    const websiteToken = inboxes.website?.websiteToken ?? '';
    const { visitorToken } = await createWidgetClient({ baseUrl: chatwoot.url, websiteToken }).config();
    const visitor = createWidgetClient({ baseUrl: chatwoot.url, websiteToken, visitorToken });
    expect(await visitor.sendMessage({ content: 'Where is my order?' })).toMatchObject({ direction: 'incoming' });
    expect(inboxes.api?.inboxIdentifier).toMatch(/\w{8}/);
  });

  it('writes nothing the second time', async () => {
    const shop = await kit.newStore();
    await kit.provision(shop.id);
    const again = createTestProcess();
    const report = await kit.provision(shop.id, {}, again);
    expect(again.effects()).toBe(0);
    expect(report.steps.map(({ outcome }) => outcome)).toEqual(setupSteps.map(() => 'unchanged'));
  });

  it('shows each step as it is done', async () => {
    const shop = await kit.newStore();
    const seen: string[] = [];
    await provisionStore({ store: kit.store }, shop.id, firstTime(shop.id), ({ step, outcome }) =>
      seen.push(`${step} ${outcome}`),
    );
    expect(seen.slice(0, 3)).toEqual(['version done', 'administrator done', 'account done']);
  });

  it('goes on wherever it was killed, and makes nothing twice', { timeout: 240_000 }, async () => {
    const whole = createTestProcess();
    await kit.provision((await kit.newStore()).id, {}, whole);
    expect(whole.effects()).toBeGreaterThan(25);

    const shopIds: string[] = [];
    for (let dieAfter = 1; dieAfter <= whole.effects(); dieAfter += 1) {
      const shop = await kit.newStore();
      const killed = createTestProcess({ dieAfter });
      await expect(kit.provision(shop.id, {}, killed)).rejects.toThrow(SetupError);
      await kit.provision(shop.id);

      const where = `killed after effect ${dieAfter}, ${killed.writes.at(-1)}`;
      expect(await kit.accountsOf(shop.id), where).toHaveLength(1);
      expect(await kit.inboxesOf(shop.id), where).toHaveLength(2);
      expect(await (await kit.accountOf(shop.id)).webhooks.list(), where).toHaveLength(1);
      expect(await kit.leftovers(shop.id), where).toEqual([]);
      shopIds.push(shop.id);
      // It takes as long as all before: some are enough, for what it would find is here already.
      if (dieAfter % 5 !== 0) continue;
      const again = createTestProcess();
      await kit.provision(shop.id, {}, again);
      expect(again.writes, where).toEqual([]);
    }
    // Chatwoot removes conversations later.
    for (const id of shopIds) await vi.waitFor(async () => expect(await kit.conversationCount(id)).toBe(0));
  });

  it('keeps two stores of one account and one name apart', async () => {
    const shop = await kit.newStore();
    await kit.provision(shop.id);
    const twin = await kit.newStore('to-connect');
    const { accountId, name } = shop;
    await kit.changeStore(twin.id, { accountId, name });
    await kit.provision(twin.id);
    const [mine, theirs] = [await kit.store.load(twin.id), await kit.store.load(shop.id)];
    expect(mine.account?.chatwootAccountId).toBe(theirs.account?.chatwootAccountId);
    expect(mine.inboxes.website?.chatwootInboxId).not.toBe(theirs.inboxes.website?.chatwootInboxId);
  });
});

describe('set-up that lacks something', () => {
  it('asks for the administrator’s address', async () => {
    const shop = await kit.newStore();
    await expect(provisionStore({ store: kit.store }, shop.id)).rejects.toThrow(/which e-mail address/);
  });

  it('asks for a Chatwoot', async () => {
    const shop = await kit.newStore('to-connect');
    await expect(kit.provision(shop.id)).rejects.toThrow(/belongs to no Chatwoot/);
  });
});
