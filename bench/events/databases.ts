import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findPostgres } from '../../scripts/find-postgres.ts';
import { startCluster } from '../../scripts/throwaway-postgres.ts';
import {
  migrateDatabase,
  migratePgliteClient,
  type OpenDatabase,
  openDatabase,
  serveFromPglite,
} from '../../server/db/open-database.ts';
import { openPglite } from '../../server/db/pglite/open-pglite.ts';
import { createTestPostgres } from '../../server/db/test-postgres.ts';
import { createUndoList } from '../page/undo-list.ts';
import { insertText, makeBareTable } from './bare-table.ts';

export interface BenchDatabase {
  name: 'PostgreSQL' | 'PGlite';
  opened: OpenDatabase;
  /** A multi-row INSERT by nothing but the driver, in a transaction with the same store setting. */
  insertByDriver(storeId: string, values: unknown[]): Promise<void>;
  /** Runs statements as somebody who may do everything. */
  asOwner(sql: string): Promise<void>;
  stop(): Promise<void>;
}

const setStore = "select set_config('app.store_id', $1, true)";

/** On disk and synced, as `serve` opens it. */
export async function openBenchPglite(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'storefront-chat-bench-'));
  const client = await openPglite({ dataDir: join(folder, 'database') });
  await migratePgliteClient(client);
  await client.exec(makeBareTable);
  const opened = await serveFromPglite(client);
  return {
    name: 'PGlite',
    opened,
    insertByDriver: (storeId, values) =>
      client.transaction(async (tx) => {
        await tx.query(setStore, [storeId]);
        await tx.query(insertText, values);
      }),
    asOwner: async (sql) => void (await client.exec(`reset role; ${sql}; set role storefront_runtime`)),
    async stop() {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One of our own, which goes with all that is in it. @throws Error where PostgreSQL is not installed */
export async function openBenchPostgres(): Promise<BenchDatabase> {
  const programs = findPostgres();
  if (!programs) throw new Error('PostgreSQL is not installed here: install it, or leave it out with --only pglite.');
  const undo = createUndoList();
  try {
    const cluster = await startCluster(programs);
    undo.add(cluster.stop);
    const { config } = await createTestPostgres(cluster.url);
    await migrateDatabase(config);
    const owner = new pg.Pool({ connectionString: config.ownerUrl, max: 1 });
    undo.add(() => owner.end());
    await owner.query(makeBareTable);
    const opened = await openDatabase(config);
    undo.add(opened.close);
    const bare = new pg.Pool({ connectionString: config.url, options: '-c role=storefront_runtime', max: 10 });
    undo.add(() => bare.end());
    // Idle connections that break are replaced; without a listener they would end the process.
    bare.on('error', () => {});
    owner.on('error', () => {});
    return {
      name: 'PostgreSQL',
      opened,
      insertByDriver: (storeId, values) => inTransaction(bare, storeId, (client) => client.query(insertText, values)),
      asOwner: async (sql) => void (await owner.query(sql)),
      stop: undo.run,
    };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

async function inTransaction(pool: pg.Pool, storeId: string, work: (client: pg.PoolClient) => Promise<unknown>) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(setStore, [storeId]);
    await work(client);
    await client.query('commit');
  } finally {
    client.release();
  }
}
