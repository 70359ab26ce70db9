import { getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsNumbers } from '../../contract/analytics.ts';
import { lowestEventId } from '../events/event-id.ts';
import { stores } from '../stores/tables.ts';
import type { Tx } from './database.ts';
import type { OpenDatabase } from './open-database.ts';
import * as tables from './tables.ts';
import { createTestStore, openTestDatabase } from './test-database.ts';

const allTables = Object.values(tables).filter((value) => is(value, PgTable));
/** The same for every store, by design. */
const publicTables = ['widget_chunks'];

let db: OpenDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

async function count(tx: Tx, table: PgTable): Promise<number> {
  const answer = await tx.execute<{ n: number }>(sql`select count(*)::int as n from ${table}`);
  return answer.rows[0]?.n ?? -1;
}

describe('row-level security', () => {
  it.each(allTables.map((table) => [getTableName(table), table] as const))('is on for %s', async (name) => {
    const answer = await db.database.acrossStores((tx) =>
      tx.execute<{ on: boolean; policies: number }>(sql`
        select relrowsecurity as on, (select count(*)::int from pg_policies where tablename = ${name}) as policies
        from pg_class where relname = ${name} and relkind in ('r', 'p')`),
    );
    expect(answer.rows[0]).toEqual({ on: true, policies: 2 });
  });

  it('shows a store its own row and no other', async () => {
    const mine = await createTestStore(db);
    await createTestStore(db);
    const seen = await db.database.inStore(mine.id, (tx) => tx.select().from(stores));
    expect(seen.map(({ id }) => id)).toEqual([mine.id]);
  });

  it('gives nothing to a query that forgot its store', async () => {
    const store = await createTestStore(db);
    await db.database.acrossStores(async (tx) => {
      await fillEveryTable(tx, store.id);
      await tx.execute(sql`set local role storefront_runtime`);
      for (const table of allTables) {
        if (publicTables.includes(getTableName(table))) continue;
        expect([getTableName(table), await count(tx, table)]).toEqual([getTableName(table), 0]);
      }
    });
  });

  it('is not gone round by asking for one week of the events', async () => {
    const store = await createTestStore(db);
    const weeks = await db.database.acrossStores((tx) =>
      tx.execute<{ name: string }>(sql`
        select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'events'::regclass`),
    );
    expect(weeks.rows.length).toBeGreaterThan(2);
    for (const { name } of weeks.rows) {
      const look = db.database.inStore(store.id, (tx) => tx.execute(sql`select 1 from ${sql.identifier(name)}`));
      await expect(look).rejects.toMatchObject({ cause: { message: expect.stringContaining('permission denied') } });
    }
  });

  it('refuses to write a row of another store', async () => {
    const [mine, other] = [await createTestStore(db), await createTestStore(db)];
    const write = db.database.inStore(mine.id, (tx) =>
      tx.insert(tables.chatSessions).values({ storeId: other.id, requestId: crypto.randomUUID() }),
    );
    await expect(write).rejects.toMatchObject({ cause: { message: expect.stringContaining('row-level security') } });
  });

  it('serves as a role that owns nothing and is nobody special', async () => {
    const store = await createTestStore(db);
    const answer = await db.database.inStore(store.id, (tx) =>
      tx.execute(sql`
        select current_user as role, rolsuper or rolbypassrls as special,
          (select count(*)::int from pg_tables where tableowner = current_user) as owned
        from pg_roles where rolname = current_user`),
    );
    expect(answer.rows[0]).toEqual({ role: 'storefront_runtime', special: false, owned: 0 });
  });

  it('forgets the store with the transaction', async () => {
    const store = await createTestStore(db);
    await db.database.inStore(store.id, (tx) => count(tx, stores));
    await db.database.acrossStores(async (tx) => {
      await tx.execute(sql`set local role storefront_runtime`);
      expect(await count(tx, stores)).toBe(0);
    });
  });

  it('keeps the audit log append-only', async () => {
    const store = await createTestStore(db);
    const entry = { storeId: store.id, actor: 'test', action: 'stores.set' };
    await db.database.inStore(store.id, (tx) => tx.insert(tables.auditLog).values(entry));
    const change = db.database.inStore(store.id, (tx) => tx.update(tables.auditLog).set({ actor: 'nobody' }));
    await expect(change).rejects.toMatchObject({ cause: { message: expect.stringContaining('permission denied') } });
  });
});

/** One row in each table, so that an empty answer means something. */
async function fillEveryTable(tx: Tx, storeId: string) {
  const id = crypto.randomUUID();
  await tx.insert(tables.installations).values({ id, baseUrl: `https://${id}.example` });
  await tx.insert(tables.accounts).values({ id, installationId: id, name: 'Test' });
  await tx.update(stores).set({ accountId: id }).where(sql`id = ${storeId}`);
  await tx.insert(tables.inboxes).values({ storeId, accountId: id, purpose: 'website', chatwootInboxId: 1 });
  await tx.insert(tables.setupSteps).values({ storeId, step: 'test' });
  await tx.insert(tables.auditLog).values({ storeId, actor: 'test', action: 'test' });
  await tx.insert(tables.chatSessions).values({ id, storeId, requestId: id });
  await tx.insert(tables.chatOutcomes).values({ storeId, day: '2026-01-01', outcome: 'ready', count: 1, totalMs: 1 });
  await tx.insert(tables.submissions).values({
    id,
    storeId,
    sessionId: id,
    idempotencyKey: id,
    bodyHash: '',
    sequence: 1,
    reference: 'TES-T00',
    text: 'Test',
    writtenAt: new Date(),
    httpRequestId: 'test',
  });
  await tx.insert(tables.identityKeys).values({ storeId, purpose: 'proof', secretSealed: 'sealed' });
  await tx.insert(tables.usedProofs).values({ storeId, jtiHash: id, expiresAt: new Date() });
  await tx.insert(tables.customers).values({ id, storeId, externalId: '42', identifier: id });
  await tx.insert(tables.customerAttributes).values({ storeId, customerId: id });
  await tx.insert(tables.deliveries).values({ storeId, submissionId: id });
  const now = new Date();
  const event = { type: 'page_view', source: 'browser', occurredAt: now, receivedAt: now } as const;
  await tx.insert(tables.events).values({ storeId, id: lowestEventId(now), ...event });
  await tx
    .insert(tables.visitors)
    .values({ storeId, id, consent: {}, consentAt: now, firstSeenAt: now, lastSeenAt: now });
  await tx.insert(tables.visitorErasures).values({ storeId, visitorHash: 'hash', events: 0, erasedAt: now });
  await tx
    .insert(tables.analyticsDays)
    .values({ storeId, day: '2026-01-01', numbers: {} as AnalyticsNumbers, summedAt: now });
  const file = { name: 'a.txt', type: 'text/plain', size: 1, sha256: '', storage: 'database' } as const;
  await tx.insert(tables.files).values({ id, storeId, ...file });
  await tx.insert(tables.fileChunks).values({ storeId, fileId: id, position: 0, content: new Uint8Array([1]) });
  await tx.insert(tables.mailSenders).values({ storeId, sender: 'a@shop.example', smtpUrlSealed: 'sealed' });
  const mail = { kind: 'receipt', about: id, recipient: 'a@mail.example', messageId: id } as const;
  await tx.insert(tables.mails).values({ storeId, ...mail });
  await tx.insert(tables.webhookSubscriptions).values({ storeId, chatwootWebhookId: 1, secretSealed: 'sealed' });
  await tx.insert(tables.webhookDeliveries).values({ storeId, deliveryId: id, event: 'message_created' });
  const answer = { chatwootMessageId: 1, chatwootConversationId: 1, writtenAt: new Date(), dueAt: new Date() };
  await tx.insert(tables.replies).values({ storeId, ...answer });
  await tx.insert(tables.replyCursors).values({ storeId, chatwootConversationId: 1, lastMessageId: 1 });
  for (const table of allTables) {
    if (publicTables.includes(getTableName(table))) continue;
    expect([getTableName(table), (await count(tx, table)) > 0]).toEqual([getTableName(table), true]);
  }
}
