import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findOrCreateSession, visitorTokens } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { only } from '../db/database.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createSecrets } from '../db/secrets.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { smtpUrlPlace } from '../mail/index.ts';
import { mailSenders } from '../mail/tables.ts';
import { addStore, secretPlaces } from '../stores/index.ts';
import { accounts, inboxes, installations } from '../stores/tables.ts';
import { webhookSecretPlace } from '../webhooks/index.ts';
import { webhookSubscriptions } from '../webhooks/tables.ts';
import { rotateKey } from './rotate-key.ts';

const oldKey = { id: 'old', key: randomBytes(32) };
const newKey = { id: 'new', key: randomBytes(32) };
const underOld = createSecrets([oldKey]);
const underNew = createSecrets([newKey]);

let db: OpenDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

it('seals every secret with the newest key, so that the old one may go', async () => {
  const platform = { baseUrl: 'https://chatwoot.example', platformToken: 'platform' };
  const input = { name: 'Shop', origins: ['https://shop.example'] };
  const store = await addStore(
    { database: db.database, secrets: underOld, actor: 'test', textPacks: () => [] },
    input,
    platform,
  );
  const accountId = store.accountId ?? '';
  await db.database.acrossStores(async (tx) => {
    await tx.update(accounts).set({ adminTokenSealed: underOld.seal('admin', secretPlaces.adminToken(accountId)) });
    await tx.insert(inboxes).values({
      storeId: store.id,
      accountId,
      purpose: 'website',
      chatwootInboxId: 1,
      inboxIdentifierSealed: underOld.seal('identifier', secretPlaces.inboxIdentifier(store.id)),
      hmacTokenSealed: underOld.seal('hmac', secretPlaces.hmacToken(store.id)),
    });
    const smtpUrlSealed = underOld.seal('smtp', smtpUrlPlace(store.id));
    await tx.insert(mailSenders).values({ storeId: store.id, sender: 'hello@shop.example', smtpUrlSealed });
    const secretSealed = underOld.seal('webhook', webhookSecretPlace(store.id));
    await tx.insert(webhookSubscriptions).values({ storeId: store.id, chatwootWebhookId: 1, secretSealed });
    const tokens = visitorTokens(underOld);
    const session = await findOrCreateSession(tx, underOld, {
      storeId: store.id,
      requestId: crypto.randomUUID(),
      visitorToken: 'claimed',
      shopper: {},
      awaitedUntil: null,
    });
    expect(tokens.claimed(session)).toBe('claimed');
    await tx.update(chatSessions).set({ visitorTokenSealed: tokens.sealBound('visitor', store.id) });
  });

  const deps = { database: db.database, secrets: createSecrets([newKey, oldKey]), actor: 'test' };
  expect(await rotateKey(deps)).toEqual({ resealed: 8, total: 8 });
  expect(await rotateKey(deps)).toEqual({ resealed: 0, total: 8 });

  await db.database.acrossStores(async (tx) => {
    const installation = only(await tx.select().from(installations));
    const account = only(await tx.select().from(accounts));
    const inbox = only(await tx.select().from(inboxes));
    const session = only(await tx.select().from(chatSessions));
    const sender = only(await tx.select().from(mailSenders));
    const webhook = only(await tx.select().from(webhookSubscriptions));
    const opened = [
      underNew.open(installation.platformTokenSealed ?? '', secretPlaces.platformToken(installation.id)),
      underNew.open(account.adminTokenSealed ?? '', secretPlaces.adminToken(account.id)),
      underNew.open(inbox.inboxIdentifierSealed ?? '', secretPlaces.inboxIdentifier(store.id)),
      underNew.open(inbox.hmacTokenSealed ?? '', secretPlaces.hmacToken(store.id)),
      visitorTokens(underNew).bound(session),
      visitorTokens(underNew).claimed(session),
      underNew.open(sender.smtpUrlSealed, smtpUrlPlace(store.id)),
      underNew.open(webhook.secretSealed, webhookSecretPlace(store.id)),
    ];
    expect(opened).toEqual(['platform', 'admin', 'identifier', 'hmac', 'visitor', 'claimed', 'smtp', 'webhook']);
  });
});

it('changes nothing at all when one secret does not open', async () => {
  const lost = createSecrets([{ id: 'lost', key: randomBytes(32) }]);
  const deps = { database: db.database, secrets: lost, actor: 'test' };
  await expect(rotateKey(deps)).rejects.toThrow(/ENCRYPTION_KEYS lacks/);
});
