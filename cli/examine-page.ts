import { ConfigError, readServerFacts, readStorageConfig } from '../server/config.ts';
import { openDatabase } from '../server/db/open-database.ts';
import { DirectoryLockedError } from '../server/db/pglite/index.ts';
import { createSecrets } from '../server/db/secrets.ts';
import { type DoctorReport, examineStore } from '../server/doctor/index.ts';
import { examineShopPage, type ShopPageReport } from '../server/shop-page/index.ts';
import { listStores } from '../server/stores/index.ts';

export interface PageReport extends Omit<ShopPageReport, 'findings'> {
  url: string;
  /** Whether no problem was found, of the page or of its store. */
  isHealthy: boolean;
  /** Of the page, then of its store. */
  findings: DoctorReport['findings'];
}

type Show = (finding: DoctorReport['findings'][number]) => void;

/** Whether it is the address of a page, and no key of a store. */
export const isPageAddress = (text: string) => /^https?:\/\//i.test(text);

/**
 * Looks at a page of a shop, and then at the store whose chat it has, where this machine's database knows it. Without a
 * database the page is looked at all the same.
 * @throws ConfigError for an address that is none, and for an environment that is wrong rather than absent.
 */
export async function examinePage(address: string, env: NodeJS.ProcessEnv, show: Show): Promise<PageReport> {
  if (!URL.canParse(address)) throw new ConfigError('That is no address of a page; write https://shop.example/.');
  const server = readServerFacts(env);
  const here = await openHere(env);
  try {
    const stores = 'database' in here ? lookup(here) : null;
    const report = await examineShopPage(new URL(address), { publicUrl: server.publicUrl, stores });
    report.findings.forEach(show);
    const ofStore = await storeFindings(report);
    const findings = [...report.findings, ...ofStore];
    const isHealthy = findings.every(({ state }) => state !== 'problem');
    return { url: address, ...report, isHealthy, findings };
  } finally {
    if ('database' in here) await here.close();
  }

  async function storeFindings({ storeKey, findings }: ShopPageReport): Promise<DoctorReport['findings']> {
    // It would be waited for, call by call.
    const isChatwootAway = findings.some(({ facts }) => facts?.answers === false);
    if (!storeKey || isChatwootAway) return [];
    const key = storeKey;
    if ('database' in here && (await lookup(here).find(key))) {
      return (await examineStore({ ...here, server }, key, show)).findings;
    }
    const why = 'why' in here ? here.why : `the database here knows no store ${key}`;
    const finding: DoctorReport['findings'][number] = {
      check: 'store',
      state: 'note',
      message: `How the store's Chatwoot does was not looked at: ${why}.`,
      advice: `Run \`storefront-chat doctor ${key}\` with the environment of its server.`,
    };
    show(finding);
    return [finding];
  }
}

type Here = {
  database: Parameters<typeof listStores>[0];
  secrets: ReturnType<typeof createSecrets>;
  close(): Promise<void>;
};

async function openHere(env: NodeJS.ProcessEnv): Promise<Here | { why: string }> {
  if (!env.ENCRYPTION_KEYS) return { why: 'no database is set here (ENCRYPTION_KEYS, and DATABASE_URL or DATA_DIR)' };
  const config = readStorageConfig(env);
  try {
    const { database, close } = await openDatabase(config.database);
    return { database, close, secrets: createSecrets(config.encryptionKeys) };
  } catch (error) {
    const isTaken = error instanceof DirectoryLockedError;
    return { why: isTaken ? 'the embedded database belongs to the server that runs' : 'the database does not open' };
  }
}

function lookup({ database }: Here) {
  return {
    find: async (storeKey: string) => (await listStores(database)).find(({ key }) => key === storeKey),
    withOrigin: async (origin: string) =>
      (await listStores(database)).filter(({ origins }) => origins.includes(origin)).map(({ key }) => key),
  };
}
