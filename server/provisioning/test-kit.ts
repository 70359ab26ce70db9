import { randomBytes } from 'node:crypto';
import type { OpenDatabase } from '../db/open-database.ts';
import { createSecrets } from '../db/secrets.ts';
import { addStore } from '../stores/change-stores.ts';
import { createSetupStore } from './drizzle-setup-store.ts';
import type { SetupStore } from './setup-store.ts';

export const platformToken = 'platform-token-of-the-tests';

const secrets = createSecrets([{ id: 'test', key: randomBytes(32) }]);

export function setupStoreOf({ database }: OpenDatabase): SetupStore {
  return createSetupStore(database, secrets);
}

/** A store of a test's own; its account is yet to be made if `baseUrl` names a Chatwoot. */
export function newStore({ database }: OpenDatabase, baseUrl: string | null, values: { origins?: string[] } = {}) {
  const name = `Shop ${randomBytes(4).toString('hex')}`;
  const origins = values.origins ?? ['https://shop.example', 'https://*.shop.example'];
  const platform = baseUrl === null ? null : { baseUrl, platformToken };
  return addStore({ database, secrets, actor: 'test' }, { name, origins }, platform);
}

/** Something before Chatwoot that answers itself, or passes on what it is given by giving nothing. */
export type Intercept = (method: string, path: string, body: unknown) => Response | { body: unknown } | undefined;

/**
 * A process that may be killed. It counts what it does to Chatwoot and to the database; once it has done `dieAfter`
 * things everything fails. The last one is done, but the process never hears of it.
 */
export function createProcess(given: { dieAfter?: number; intercept?: Intercept } = {}) {
  const { dieAfter = Number.POSITIVE_INFINITY, intercept = () => undefined } = given;
  const writes: string[] = [];
  let effects = 0;

  function refuseIfDead(): void {
    if (effects >= dieAfter) throw new Error('killed');
  }

  async function effect<T>(work: () => Promise<T>): Promise<T> {
    refuseIfDead();
    const done = await work();
    effects += 1;
    refuseIfDead();
    return done;
  }

  const fetchOrDie: typeof fetch = async (input, init = {}) => {
    refuseIfDead();
    const { method = 'GET' } = init;
    const path = new URL(String(input)).pathname;
    const before = intercept(method, path, typeof init.body === 'string' ? JSON.parse(init.body) : undefined);
    if (before instanceof Response) return before;
    const send = () => fetch(input, before === undefined ? init : { ...init, body: JSON.stringify(before.body) });
    if (method === 'GET') return send();
    writes.push(`${method} ${path}`);
    return effect(send);
  };

  return {
    /** Method and path of every write that reached Chatwoot. */
    writes,
    effects: () => effects,
    fetch: fetchOrDie,
    store: (store: SetupStore): SetupStore => ({
      load: (storeId) => store.load(storeId),
      saveAdministrator: (...args) => effect(() => store.saveAdministrator(...args)),
      saveAccountId: (...args) => effect(() => store.saveAccountId(...args)),
      saveConnection: (...args) => effect(() => store.saveConnection(...args)),
      saveInbox: (...args) => effect(() => store.saveInbox(...args)),
      saveStep: (...args) => effect(() => store.saveStep(...args)),
    }),
  };
}
