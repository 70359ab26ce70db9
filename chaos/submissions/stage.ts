import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createUndoList } from '../../bench/page/undo-list.ts';
import { startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { type DemoAccount, demoStoreKey, ensureDemoStore } from '../../demo-store/demo-store.ts';
import { type FaultProxy, startFaultProxy } from '../../demo-store/faults/start-fault-proxy.ts';
import { freePort } from '../../demo-store/free-port.ts';
import { startShop } from '../../demo-store/shop/start-shop.ts';
import { type Cluster, startCluster } from '../../scripts/throwaway-postgres.ts';
import { readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { createSecrets } from '../../server/db/secrets.ts';
import { readTextPacks, setStore } from '../../server/stores/index.ts';
import { type DatabaseKind, makeTables, postgresPrograms } from '../databases.ts';
import type { Random } from '../random.ts';
import { createServerProcess, type ServerProcess } from '../server-process.ts';
import type { Tally } from '../tally.ts';
import type { Guard } from './guards.ts';
import { type LossyWire, startLossyWire } from './lossy-wire.ts';
import { deliveryEnv, type Timings } from './timings.ts';

export interface Stage {
  shopUrl: string;
  /** The store's address on our server. */
  storeUrl: string;
  server: ServerProcess;
  /** Only where PostgreSQL is the database: the embedded one falls with our server. */
  postgres: Cluster | undefined;
  /** Before Chatwoot, for calls one by one; the other, behind it, for all of them. */
  wire: LossyWire;
  proxy: FaultProxy;
  /** Chatwoot itself, past all trouble, and the account there. */
  chatwootUrl: string;
  account: DemoAccount;
  stop(): Promise<void>;
}

export interface StageOptions {
  database: DatabaseKind;
  timings: Timings;
  without: Guard | undefined;
  random: Random;
  tally: Tally;
  /** Keeps what our server says. */
  logFile: string | undefined;
  /** Our server has ended, and nobody has killed it. */
  onFall(): void;
}

/**
 * Our server in its own process, a Chatwoot behind everything that can go wrong with it, a shop.
 * Whatever has been started is stopped again when the next part does not start.
 */
export async function startStage(options: StageOptions): Promise<Stage> {
  const { database, timings, without, random, tally } = options;
  const undo = createUndoList();
  try {
    const dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-chaos-'));
    undo.add(() => rmSync(dataDir, { recursive: true, force: true }));
    const platformToken = randomBytes(24).toString('base64url');
    const publicUrl = 'http://127.0.0.1';
    const chatwoot = await startChatwoot({ port: 0, publicUrl, platformToken, browserFiles: '.' });
    undo.add(chatwoot.stop);
    const proxy = await startFaultProxy({ name: 'chatwoot', port: 0, target: chatwoot.url });
    undo.add(proxy.stop);
    const wire = await startLossyWire({ target: proxy.url, random, tally, timings });
    undo.add(wire.stop);
    const postgres = database === 'postgres' ? await startCluster(postgresPrograms()) : undefined;
    undo.add(() => postgres?.stop());

    const port = await freePort();
    const serverUrl = `http://127.0.0.1:${port}`;
    const shop = await startShop({
      port: 0,
      chatServerUrl: serverUrl,
      storeKey: demoStoreKey,
      secret: platformToken,
      controls: { chatwoot: proxy.url, server: serverUrl },
    });
    undo.add(shop.stop);

    const env = {
      DATA_DIR: dataDir,
      PUBLIC_URL: serverUrl,
      ENCRYPTION_KEYS: `demo-chaos:${randomBytes(32).toString('base64')}`,
      // Visitors tell their addresses as a proxy would.
      TRUST_PROXY: 'loopback',
      ...(options.logFile ? {} : { LOG_LEVEL: 'warn' }),
      ...(postgres && { DATABASE_URL: postgres.url }),
      ...deliveryEnv(timings),
    };
    const account = await setUpStore(env, { shopUrl: shop.url, serverUrl, chatwootUrl: wire.url, platformToken });
    const logFile = options.logFile ?? join(dataDir, 'server.log');
    const server = createServerProcess({ env, port, logFile, program: serverWithout(without), onFall: options.onFall });
    undo.add(server.stop);
    await server.start();

    return {
      shopUrl: shop.url,
      storeUrl: `${serverUrl}/v1/stores/${demoStoreKey}`,
      server,
      postgres,
      wire,
      proxy,
      chatwootUrl: chatwoot.url,
      account,
      stop: undo.run,
    };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

/** From the sources, for no setting of the built program leads there. */
function serverWithout(guard: Guard | undefined): string[] | undefined {
  return guard && ['--import', 'tsx', 'chaos/submissions/serve-without.ts', guard];
}

/** Before the server starts: on the embedded database nobody else can do it. */
async function setUpStore(
  env: Record<string, string>,
  places: Parameters<typeof ensureDemoStore>[1],
): Promise<DemoAccount> {
  const { database, encryptionKeys } = readConfig(env);
  await makeTables(database);
  const opened = await openDatabase(database);
  try {
    const secrets = createSecrets(encryptionKeys);
    const deps = { database: opened.database, secrets, actor: 'chaos', textPacks: readTextPacks };
    const account = await ensureDemoStore(deps, places, () => {});
    // So many messages in a minute are an attack otherwise, and visitors here do no work.
    await setStore(deps, demoStoreKey, { proofOfWork: 'off' });
    return account;
  } finally {
    await opened.close();
  }
}
