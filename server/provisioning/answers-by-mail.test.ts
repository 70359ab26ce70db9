import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningChatwoot, startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { agreeOnReplyMail, whoMailsReplies } from './index.ts';
import { provisionStore } from './provision-store.ts';
import { createContext } from './setup-context.ts';
import type { SetupOptions, SetupServer } from './setup-step.ts';
import { createTestKit, firstTime, platformToken, stepOf, type TestKit, testServer } from './test-kit.ts';
import { writeReplyMail } from './write-reply-mail.ts';

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

const setUp = (storeId: string, server: SetupServer = testServer, options: SetupOptions = {}) =>
  provisionStore({ store: kit.store, server }, storeId, { ...firstTime(storeId), ...options });

async function webhooksOf(storeId: string) {
  return (await kit.accountOf(storeId)).webhooks.list();
}

const mailing: SetupServer = { ...testServer, canMail: true };

describe('the webhook that set-up makes', () => {
  it('tells us of messages, at an address that names the store, signed with a secret that is kept', async () => {
    const { id, key } = await kit.newStore();
    const report = await setUp(id);
    expect(stepOf(report, 'webhook')).toMatchObject({ outcome: 'done' });
    const [webhook] = await webhooksOf(id);
    expect(webhook).toMatchObject({
      url: `https://1.1.1.1/hooks/chatwoot/${key}/${id}`,
      subscriptions: ['message_created'],
    });
    const state = await kit.store.load(id);
    expect(state.webhook).toEqual({ chatwootWebhookId: webhook?.id, secret: webhook?.secret });
    expect(JSON.stringify(report)).not.toContain(webhook?.secret);
  });

  it('moves with our address, and keeps the events that the owner has added', async () => {
    const { id, key } = await kit.newStore();
    await setUp(id);
    const account = await kit.accountOf(id);
    const [before] = await account.webhooks.list();
    await account.webhooks.update(before?.id ?? 0, { subscriptions: ['contact_created'] });
    const report = await setUp(id, { ...testServer, publicUrl: 'https://1.0.0.1' });
    expect(stepOf(report, 'webhook')).toMatchObject({ outcome: 'changed', changed: [{}, { to: 'message_created' }] });
    expect(await webhooksOf(id)).toEqual([
      {
        ...before,
        url: `https://1.0.0.1/hooks/chatwoot/${key}/${id}`,
        subscriptions: ['contact_created', 'message_created'],
      },
    ]);
  });

  it('stays away when the owner has removed it, until they say otherwise', async () => {
    const { id } = await kit.newStore();
    await setUp(id);
    const [webhook] = await webhooksOf(id);
    await (await kit.accountOf(id)).webhooks.delete(webhook?.id ?? 0);
    expect(stepOf(await setUp(id), 'webhook')).toMatchObject({ outcome: 'kept', kept: [{ value: 'removed' }] });
    expect(await webhooksOf(id)).toEqual([]);
    expect(stepOf(await setUp(id, testServer, { overwrite: true }), 'webhook')).toMatchObject({ outcome: 'done' });
    expect(await webhooksOf(id)).toHaveLength(1);
  });

  it('is made, with a word about it, for an address that Chatwoot will not call', async () => {
    const { id } = await kit.newStore();
    const report = await setUp(id, { ...testServer, publicUrl: 'http://127.0.0.1:4001' });
    expect(stepOf(report, 'webhook')).toMatchObject({
      outcome: 'warning',
      message: expect.stringContaining('private network'),
    });
    expect(await webhooksOf(id)).toHaveLength(1);
  });

  it('is not made while nobody has said where we are', async () => {
    const { id } = await kit.newStore();
    const report = await setUp(id, { ...testServer, publicUrl: null });
    expect(stepOf(report, 'webhook')).toMatchObject({
      outcome: 'warning',
      message: expect.stringContaining('PUBLIC_URL'),
    });
    expect(await webhooksOf(id)).toEqual([]);
  });
});

describe('who mails answers', () => {
  const continuity = async (storeId: string) => (await kit.inboxesOf(storeId))[0]?.settings.continuityViaEmail;

  it('is Chatwoot, until our server can: then never both', async () => {
    const { id } = await kit.newStore();
    await setUp(id);
    expect(await continuity(id)).toBe(true);
    const report = await setUp(id, mailing);
    expect(stepOf(report, 'reply-mail')).toMatchObject({
      outcome: 'changed',
      changed: [{ what: 'replies by e-mail', from: true, to: false }],
    });
    expect(await continuity(id)).toBe(false);
    await writeReplyMail({ store: kit.store, server: testServer }, id);
    expect(await continuity(id)).toBe(true);
  });

  it('changes with the running server, without set-up', async () => {
    const { id } = await kit.newStore();
    await setUp(id);
    const { pino } = await import('pino');
    const agree = (server: SetupServer) =>
      agreeOnReplyMail({ database: db.database, secrets: kit.secrets, logger: pino({ level: 'silent' }), server });
    await agree(mailing);
    expect([await continuity(id), await agree(mailing)]).toEqual([false, 0]);
    await agree(testServer);
    expect([await continuity(id), await agree(testServer)]).toEqual([true, 0]);
  });

  it('is what the owner wants who has turned Chatwoot’s mails off', async () => {
    const { id } = await kit.newStore();
    await setUp(id);
    const account = await kit.accountOf(id);
    const [inbox] = await kit.inboxesOf(id);
    await account.inboxes.update(inbox?.id ?? 0, { continuityViaEmail: false });
    expect(stepOf(await setUp(id), 'reply-mail')).toMatchObject({ outcome: 'kept' });
    const context = createContext({ store: kit.store }, await kit.store.load(id), {});
    expect(await whoMailsReplies(context)).toBe('nobody');
  });
});
