import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { destination } from 'pino';
import { createPlatformClient } from '../server/chatwoot/index.ts';
import { readConfig } from '../server/config.ts';
import type { Database } from '../server/db/database.ts';
import { migrateDatabase } from '../server/db/open-database.ts';
import { rotateIdentityKey } from '../server/identity/index.ts';
import { createLogger } from '../server/observability/logger.ts';
import { packageFile } from '../server/package-file.ts';
import type { StepReport } from '../server/provisioning/index.ts';
import { startServer } from '../server/start-server.ts';
import {
  type HoursChanges,
  readTextPacks,
  type StoreChanges,
  setOpeningHours,
  setStore,
} from '../server/stores/index.ts';
import { startChatwoot } from './chatwoot/start-chatwoot.ts';
import { choosePorts } from './choose-ports.ts';
import type { DemoConfig } from './demo-config.ts';
import { type DemoSecrets, demoSecrets } from './demo-secrets.ts';
import { demoStoreKey, ensureDemoStore } from './demo-store.ts';
import { startFaultProxy } from './faults/start-fault-proxy.ts';
import { startShop } from './shop/start-shop.ts';

export interface RunningDemo {
  shopUrl: string;
  serverUrl: string;
  chatwootUrl: string;
  /** Where agents answer. On a real Chatwoot a link that signs in once, within five minutes. */
  deskUrl: string;
  logFile: string;
  /** The store's account, as its administrator: for tests that look behind the screen. */
  chatwootAccount: { accountId: number; token: string };
  /** Of our server, for the same. */
  database: Database;
  /** What `stores set` does, in this process: on the embedded database nobody else can. */
  changeStore(changes: StoreChanges): Promise<void>;
  /** What `stores hours` does, without telling Chatwoot; null: always open. */
  changeHours(hours: HoursChanges | null): Promise<void>;
  /** What `identity rotate` does: a new key for the store's proofs. The demo shop goes on with the one before. */
  rotateProofKey(): Promise<string>;
  stop(): Promise<void>;
}

interface Part {
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Starts the whole demo in this process: shop, our server and Chatwoot (the stand-in, or a real one), each on its own
 * origin, with a fault proxy before the last two.
 * @param onStep told of each step of set-up.
 * @throws Error that says what to do: a port is taken, another demo has the data, Chatwoot refuses.
 */
export async function startDemo(
  config: DemoConfig,
  onStep: (step: StepReport) => void = () => {},
): Promise<RunningDemo> {
  mkdirSync(config.dataDir, { recursive: true });
  const secrets = demoSecrets(join(config.dataDir, 'secrets.json'));
  const ports = await choosePorts(config.ports);
  const chatwootUrl = `http://${loopback}:${ports.chatwoot}`;
  const serverUrl = `http://${loopback}:${ports.server}`;
  const logFile = join(config.dataDir, 'server.log');
  const platformToken = config.chatwoot?.platformToken ?? secrets.platformToken;

  const parts: Part[] = [];
  let proofKey: string | undefined;
  const stop = () => stopAll(parts);
  try {
    const chatwoot = config.chatwoot ?? keep(await startStandIn(config.dataDir, secrets, chatwootUrl));
    keep(await startFaultProxy({ name: 'chatwoot', port: ports.chatwoot, target: chatwoot.url }));
    const server = keep(await startDemoServer(config, secrets, serverUrl, logFile));
    keep(await startFaultProxy({ name: 'server', port: ports.server, target: server.url }));
    const shop = keep(
      await startShop({
        port: ports.shop,
        dataFile: join(config.dataDir, 'shop.json'),
        chatServerUrl: serverUrl,
        storeKey: demoStoreKey,
        proofKey: () => proofKey,
        secret: secrets.shopSecret,
        controls: { chatwoot: chatwootUrl, server: serverUrl },
        deskUrl: config.chatwoot ? `${config.chatwoot.url}/app` : `${chatwootUrl}/app`,
      }),
    );

    const { database, secrets: storeSecrets } = server;
    const deps = { database, secrets: storeSecrets, actor: 'demo', textPacks: readTextPacks };
    const { canMail } = server;
    const places = { shopUrl: shop.url, chatwootUrl, platformToken, serverUrl, canMail };
    const { adminUserId, ...chatwootAccount } = await ensureDemoStore(deps, places, onStep);
    await server.refreshStores();
    proofKey = await rotateIdentityKey(deps, demoStoreKey, 'proof');
    const deskUrl = config.chatwoot ? await loginLink(config.chatwoot, adminUserId) : `${chatwootUrl}/app`;
    const changeStore = async (changes: StoreChanges) => {
      await setStore(deps, demoStoreKey, changes);
      await server.refreshStores();
    };
    const changeHours = async (hours: HoursChanges | null) => {
      await setOpeningHours(deps, demoStoreKey, hours);
      await server.refreshStores();
    };
    const rotateProofKey = () => rotateIdentityKey(deps, demoStoreKey, 'proof');
    const urls = { shopUrl: shop.url, serverUrl, chatwootUrl, deskUrl };
    return { ...urls, logFile, chatwootAccount, database, changeStore, changeHours, rotateProofKey, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  function keep<P extends Part>(part: P): P {
    // Stopped in the opposite order.
    parts.unshift(part);
    return part;
  }
}

function startStandIn(dataDir: string, { platformToken }: DemoSecrets, publicUrl: string) {
  return startChatwoot({
    port: 0,
    publicUrl,
    platformToken,
    dataFile: join(dataDir, 'chatwoot.json'),
    browserFiles: fileURLToPath(packageFile('dist/browser/demo')),
    throttle: process.env.CHATWOOT_THROTTLE === '1',
    // Our server's fault proxy.
    privateWebhookHosts: [loopback],
  });
}

async function startDemoServer(config: DemoConfig, secrets: DemoSecrets, publicUrl: string, logFile: string) {
  const serverConfig = readConfig({
    // Sooner than in production: somebody is waiting to see it.
    REPLY_MAIL_AFTER_MS: '20000',
    ...process.env,
    ...(config.smtpUrl ? { SMTP_URL: config.smtpUrl, MAIL_FROM: 'hornero <hello@hornero.example>' } : {}),
    ...config.databaseEnv,
    DATA_DIR: config.dataDir,
    PORT: '0',
    PUBLIC_URL: publicUrl,
    // The fault proxy.
    TRUST_PROXY: 'loopback',
    ENCRYPTION_KEYS: secrets.encryptionKeys,
  });
  if (serverConfig.database.kind === 'postgres') await migrateDatabase(serverConfig.database);
  const logger = createLogger(serverConfig.logLevel, destination({ dest: logFile, sync: false }));
  return { ...(await startServer(serverConfig, logger)), canMail: serverConfig.mail.server !== null };
}

function loginLink({ url, platformToken }: NonNullable<DemoConfig['chatwoot']>, userId: number): Promise<string> {
  return createPlatformClient({ baseUrl: url, token: platformToken }).loginLink(userId);
}

async function stopAll(parts: Part[]): Promise<void> {
  for (const part of parts.splice(0)) await part.stop();
}
