import { eq } from 'drizzle-orm';
import { createSetupStore, provisionStore, type StepReport } from '../server/provisioning/index.ts';
import {
  addStore,
  type ChangeDeps,
  findStore,
  type Store,
  type StoreChangeDeps,
  setStore,
} from '../server/stores/index.ts';
import { accounts, installations } from '../server/stores/tables.ts';

export const demoStoreKey = 'demo';

export interface DemoStorePlaces {
  shopUrl: string;
  /** Where browsers and we reach Chatwoot: the fault proxy. */
  chatwootUrl: string;
  platformToken: string;
  /** Where Chatwoot reports to. */
  serverUrl: string;
  /** Whether our server mails answers. */
  canMail?: boolean;
}

export interface DemoAccount {
  adminUserId: number;
  accountId: number;
  token: string;
}

/**
 * The demo's store, on whichever Chatwoot and ports this start uses, set up by the same chain as any other store.
 * @returns its account at Chatwoot and the administrator there.
 * @throws SetupError when Chatwoot does not play along.
 */
export async function ensureDemoStore(
  deps: StoreChangeDeps,
  places: DemoStorePlaces,
  onStep: (step: StepReport) => void,
): Promise<DemoAccount> {
  const store = await findOrAddStore(deps, places);
  await followChatwoot(deps, store, places.chatwootUrl);
  const setup = createSetupStore(deps.database, deps.secrets);
  const server = { publicUrl: places.serverUrl, canMail: places.canMail ?? false };
  const options = { adminEmail: 'ana@demo-shop.example', adminName: 'Ana' };
  await provisionStore({ store: setup, server }, store.id, options, onStep);
  const { account } = await setup.load(store.id);
  if (!account?.adminUserId || !account.chatwootAccountId || !account.adminToken) {
    throw new Error('Set-up ended without an account.');
  }
  return { adminUserId: account.adminUserId, accountId: account.chatwootAccountId, token: account.adminToken };
}

async function findOrAddStore(
  deps: StoreChangeDeps,
  { shopUrl, chatwootUrl, platformToken }: DemoStorePlaces,
): Promise<Store> {
  const known = await deps.database.acrossStores((tx) => findStore(tx, demoStoreKey));
  const origins = [new URL(shopUrl).origin];
  if (!known) {
    const mail = { supportEmail: 'people@hornero.example', outageNoticeMinutes: 2 };
    const input = { key: demoStoreKey, name: 'hornero', origins, color: '#2a478f', isTrackingOn: true, ...mail };
    return addStore(deps, input, { baseUrl: chatwootUrl, platformToken });
  }
  // A demo of an earlier version has no tracking yet.
  const isAsWanted = known.origins.join() === origins.join() && known.isTrackingOn;
  return isAsWanted ? known : setStore(deps, demoStoreKey, { origins, isTrackingOn: true });
}

/** The same Chatwoot behind another port than last time: CHATWOOT_PORT was moved. */
async function followChatwoot(deps: ChangeDeps, { accountId }: Store, chatwootUrl: string) {
  if (accountId === null) return;
  await deps.database.acrossStores(async (tx) => {
    const isOfStore = tx.select({ id: accounts.installationId }).from(accounts).where(eq(accounts.id, accountId));
    await tx.update(installations).set({ baseUrl: chatwootUrl }).where(eq(installations.id, isOfStore));
  });
}
