import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunningChatwoot, startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { createTestKit, platformToken, stepOf, type TestKit } from './test-kit.ts';
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

describe('what the owner changed by hand', () => {
  it('stays and is named, until set-up is told to overwrite it', async () => {
    const shop = await kit.newStore();
    await kit.provision(shop.id);
    const account = await kit.accountOf(shop.id);
    const [website] = await kit.inboxesOf(shop.id);
    await account.inboxes.update(website?.id ?? 0, { widgetColor: '#ff0000', preChatFormEnabled: true });
    await account.update({ domain: 'replies.example' });

    const again = createTestProcess();
    const report = await kit.provision(shop.id, {}, again);
    expect(again.writes).toEqual([]);
    expect(stepOf(report, 'website-inbox')).toMatchObject({
      outcome: 'kept',
      kept: [
        { what: 'widget colour', value: '#ff0000', wanted: shop.color },
        { what: 'pre-chat form', value: true, wanted: false },
      ],
    });
    expect(stepOf(report, 'account-settings').kept).toMatchObject([
      { value: 'replies.example', wanted: 'shop.example' },
    ]);

    const forced = await kit.provision(shop.id, { overwrite: true });
    expect(stepOf(forced, 'website-inbox').changed).toContainEqual({ what: 'pre-chat form', from: true, to: false });
    expect((await kit.inboxesOf(shop.id))[0]?.settings).toMatchObject({
      widgetColor: shop.color,
      preChatFormEnabled: false,
    });
  });

  it('does not stop what the store’s own settings ask for', async () => {
    const shop = await kit.newStore();
    await kit.provision(shop.id);
    await kit.changeStore(shop.id, { color: '#00aa00', origins: ['https://shop.example', 'https://new.example'] });
    const report = await kit.provision(shop.id);
    expect(stepOf(report, 'website-inbox')).toMatchObject({
      outcome: 'changed',
      changed: [{ what: 'widget colour', to: '#00aa00' }, { what: 'allowed domains' }],
    });
    const [website] = await kit.inboxesOf(shop.id);
    expect(website?.settings.allowedDomains).toBe('https://shop.example, https://new.example');
  });

  it('includes a member and an attribute that were taken out', async () => {
    const shop = await kit.newStore();
    await kit.provision(shop.id);
    const { account, inboxes } = await kit.store.load(shop.id);
    const membership = { inbox_id: inboxes.website?.chatwootInboxId, user_ids: [account?.adminUserId] };
    await kit.asOwner(shop.id, 'DELETE', '/inbox_members', membership);
    const definitions = await kit.asOwner(shop.id, 'GET', '/custom_attribute_definitions?attribute_model=0');
    const [first] = z.array(z.object({ id: z.int(), attribute_key: z.string() })).parse(definitions);
    await kit.asOwner(shop.id, 'DELETE', `/custom_attribute_definitions/${first?.id}`);

    const again = createTestProcess();
    const report = await kit.provision(shop.id, {}, again);
    expect(again.writes).toEqual([]);
    expect(stepOf(report, 'attributes').kept).toMatchObject([{ what: first?.attribute_key, value: 'removed' }]);
    expect(stepOf(report, 'inbox-members').kept).toHaveLength(1);
    const forced = await kit.provision(shop.id, { overwrite: true });
    expect(stepOf(forced, 'attributes').outcome).toBe('done');
    expect(stepOf(forced, 'inbox-members').outcome).toBe('done');
  });

  it('includes an inbox that was removed: set-up stops and asks', async () => {
    const shop = await kit.newStore();
    await kit.provision(shop.id);
    const gone = { ...(await kit.store.load(shop.id)).inboxes.api, purpose: 'api' as const, chatwootInboxId: 999_999 };
    await kit.store.saveInbox(shop.id, { websiteToken: null, inboxIdentifier: null, hmacToken: null, ...gone });
    await expect(kit.provision(shop.id)).rejects.toThrow(/Inbox 999999 \(api\) was removed.*overwrite/);
    const report = await kit.provision(shop.id, { overwrite: true });
    expect(report.apiInboxId).not.toBe(999_999);
  });
});
