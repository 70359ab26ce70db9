import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stores } from '../stores/tables.ts';
import { migrateDatabase, openDatabase } from './open-database.ts';
import { createTestPostgres } from './test-postgres.ts';

// Of project "postgres" alone: what only a real server can get wrong.
let postgres: Awaited<ReturnType<typeof createTestPostgres>>;
beforeAll(async () => {
  postgres = await createTestPostgres(process.env.TEST_DATABASE_URL ?? '');
});
afterAll(() => postgres.drop());

it('says what to do while it is not migrated', async () => {
  await expect(openDatabase(postgres.config)).rejects.toThrow(/storefront-chat migrate/);
});

it('may be migrated twice', async () => {
  await migrateDatabase(postgres.config);
  await migrateDatabase(postgres.config);
});

it('serves in the role that owns nothing, whatever options the address brings', async () => {
  const url = `${postgres.config.url}?options=-c%20statement_timeout%3D5000`;
  const opened = await openDatabase({ ...postgres.config, url });
  const row = { key: 'somebody', name: 'Shop', origins: ['https://shop.example'] };
  await opened.database.acrossStores((tx) => tx.insert(stores).values(row));
  const seen = await opened.database.inStore(crypto.randomUUID(), (tx) => tx.select().from(stores));
  await opened.close();
  expect(seen).toEqual([]);
});

it('serves the owner too, who may not use it', async () => {
  const opened = await openDatabase({ ...postgres.config, url: postgres.config.ownerUrl });
  const seen = await opened.database.inStore(crypto.randomUUID(), (tx) => tx.select().from(stores));
  await opened.close();
  expect(seen).toEqual([]);
});

it('lives on when PostgreSQL ends a connection within a transaction', async () => {
  const opened = await openDatabase(postgres.config);
  const owner = new pg.Client({ connectionString: postgres.config.ownerUrl });
  await owner.connect();
  const broken = opened.database.acrossStores(async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    const waiting = tx.execute(sql`select pg_sleep(60)`);
    await Promise.all([waiting, owner.query('select pg_terminate_backend($1)', [rows[0]?.pid])]);
  });
  await expect(broken).rejects.toThrow();
  await opened.ping();
  await owner.end();
  await opened.close();
});
