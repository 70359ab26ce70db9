import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createUndoList } from '../../bench/page/undo-list.ts';
import { freePort } from '../../demo-store/free-port.ts';
import { type Cluster, startCluster } from '../../scripts/throwaway-postgres.ts';
import { type DatabaseConfig, readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { openPglite } from '../../server/db/pglite/open-pglite.ts';
import { createSecrets } from '../../server/db/secrets.ts';
import { addStore, readTextPacks, type Store, setStore } from '../../server/stores/index.ts';
import { type DatabaseKind, makeTables, postgresPrograms } from '../databases.ts';
import type { Random } from '../random.ts';
import { createServerProcess, type ServerProcess } from '../server-process.ts';
import type { Tally } from '../tally.ts';
import { shopOrigin } from './event-content.ts';
import type { Guard } from './guards.ts';
import { type LossyNetwork, startLossyNetwork } from './lossy-network.ts';

export interface Stage {
  stores: Store[];
  server: ServerProcess;
  /** Only where PostgreSQL is the database: the embedded one falls with our server. */
  postgres: Cluster | undefined;
  /** Between visitors and our server. */
  network: LossyNetwork;
  database: DatabaseConfig;
  stop(): Promise<void>;
}

export interface StageOptions {
  database: DatabaseKind;
  /** How many. */
  stores: number;
  heldUpMs: readonly [number, number];
  without: Guard | undefined;
  random: Random;
  tally: Tally;
  /** Keeps what our server says. */
  logFile: string | undefined;
  /** Our server has ended, and nobody has killed it. */
  onFall(): void;
}

/** Our server in its own process, behind a bad network. What has been started is stopped when the next does not start. */
export async function startStage(options: StageOptions): Promise<Stage> {
  const undo = createUndoList();
  try {
    const dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-chaos-'));
    undo.add(() => rmSync(dataDir, { recursive: true, force: true }));
    const postgres = options.database === 'postgres' ? await startCluster(postgresPrograms()) : undefined;
    undo.add(() => postgres?.stop());

    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      DATA_DIR: dataDir,
      PUBLIC_URL: url,
      ENCRYPTION_KEYS: `demo-chaos:${randomBytes(32).toString('base64')}`,
      // Visitors tell their addresses as a proxy would.
      TRUST_PROXY: 'loopback',
      ...(options.logFile ? {} : { LOG_LEVEL: 'warn' }),
      ...(postgres && { DATABASE_URL: postgres.url }),
    };
    const { database } = readConfig(env);
    const stores = await setUp(env, options);
    const network = await startLossyNetwork({ ...options, target: url });
    undo.add(network.stop);
    const logFile = options.logFile ?? join(dataDir, 'server.log');
    const program = options.without === 'commit' ? ['--import', 'tsx', 'chaos/events/serve-without.ts'] : undefined;
    const server = createServerProcess({ env, port, logFile, program, onFall: options.onFall });
    undo.add(server.stop);
    await server.start();
    return { stores, server, postgres, network, database, stop: undo.run };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

/** Before the server starts: on the embedded database nobody else can do it. */
async function setUp(env: Record<string, string>, { stores: count, without }: StageOptions): Promise<Store[]> {
  const { database, encryptionKeys } = readConfig(env);
  await makeTables(database);
  if (without === 'dedupe') await asOwner(database, 'alter table events drop constraint events_store_id_id_pk');
  const opened = await openDatabase(database);
  try {
    const secrets = createSecrets(encryptionKeys);
    const deps = { database: opened.database, secrets, actor: 'chaos', textPacks: readTextPacks };
    const stores: Store[] = [];
    for (let index = 0; index < count; index += 1) {
      const key = `shop-${index}`;
      await addStore(deps, { key, name: key, origins: [shopOrigin] }, null);
      stores.push(await setStore(deps, key, { isTrackingOn: true }));
    }
    return stores;
  } finally {
    await opened.close();
  }
}

async function asOwner(database: DatabaseConfig, statement: string): Promise<void> {
  if (database.kind === 'pglite') {
    const client = await openPglite({ dataDir: database.dataDir });
    await client.exec(statement);
    return client.close();
  }
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}
