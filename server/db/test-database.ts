import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseConfig } from '../config.ts';
import { packageFile } from '../package-file.ts';
import { stores } from '../stores/tables.ts';
import { only } from './database.ts';
import { migratePgliteClient, type OpenDatabase, serveFromPglite } from './open-database.ts';
import { templateFor, unpackTemplate } from './pglite/template.ts';
import { borrowTestPglite } from './test-pglite.ts';

/**
 * A migrated database of one's own for a test file: PGlite, or a fresh PostgreSQL one when
 * TEST_DATABASE_URL names a server on which this login may create databases.
 */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) {
    const { openTestPostgres } = await import('./test-postgres.ts');
    return openTestPostgres(url);
  }
  return serveFromPglite(await borrowTestPglite(await migratedTemplate()));
}

export interface TestDatabase {
  config: DatabaseConfig;
  /** What has our programs use it. */
  env: Record<string, string>;
  drop(): Promise<void>;
}

/**
 * A database for processes of a test's own, migrated and empty: on the PostgreSQL of TEST_DATABASE_URL, else embedded.
 * @param folder the DATA_DIR of those processes
 */
export async function makeTestDatabase(folder: string): Promise<TestDatabase> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) {
    const { createMigratedPostgres } = await import('./test-postgres.ts');
    const { config, drop } = await createMigratedPostgres(url);
    return { config, drop, env: { DATA_DIR: folder, DATABASE_URL: config.url, DATABASE_OWNER_URL: config.ownerUrl } };
  }
  const dataDir = join(folder, 'database');
  await makeTestDataDir(dataDir);
  return { config: { kind: 'pglite', dataDir }, drop: async () => {}, env: { DATA_DIR: folder } };
}

/** Makes the folder of an embedded database, migrated and empty, for a process of a test's own. */
export async function makeTestDataDir(dataDir: string): Promise<void> {
  await unpackTemplate(await migratedTemplate(), dataDir);
}

const migratedTemplate = () => templateFor(migrationsText(), migratePgliteClient);

/** A store of a test's own, so that tests of one file do not see each other. */
export async function createTestStore(db: OpenDatabase, values: Partial<typeof stores.$inferInsert> = {}) {
  const key = `test-${crypto.randomUUID()}`;
  const row = { key, name: 'Test shop', origins: ['https://shop.example'], ...values };
  return only(await db.database.acrossStores((tx) => tx.insert(stores).values(row).returning()));
}

/** All that a template depends on. */
function migrationsText(): string {
  const folder = packageFile('server/db/migrations/');
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  const queues = readFileSync(packageFile('server/jobs/queues.ts'), 'utf8');
  return [...files.sort().map((file) => readFileSync(new URL(file, folder), 'utf8')), queues].join('\n');
}
