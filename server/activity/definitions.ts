import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import {
  areAttributesDefined,
  createSetupStore,
  SetupError,
  writeAttributeDefinitions,
} from '../provisioning/index.ts';
import type { ServedStore } from '../stores/index.ts';

export interface Definitions {
  /** Has Chatwoot show to agents what is going to be written, in a store that was set up before there was such a thing. */
  ensure(store: ServedStore, requestId: string, send: typeof fetch): Promise<void>;
}

interface DefinitionDeps {
  database: Database;
  secrets: Secrets;
  logger: Logger;
  now(): Date;
}

/** After a Chatwoot that does not let us: somebody has to mend it, and what is written is there all the same. */
const tryAgainMs = 10 * 60_000;

/** Looks once for each store and way of showing, and remembers it for as long as this process lives. */
export function createDefinitions({ database, secrets, logger, now }: DefinitionDeps): Definitions {
  /** Store and way of showing -> when to look again, epoch milliseconds. */
  const looks = new Map<string, number>();

  async function isMissing(store: ServedStore, key: string): Promise<boolean> {
    if (now().getTime() < (looks.get(key) ?? 0)) return false;
    if (!(await database.inStore(store.id, (tx) => areAttributesDefined(tx, store)))) return true;
    looks.set(key, Number.POSITIVE_INFINITY);
    return false;
  }

  return {
    async ensure(store, requestId, send) {
      const key = `${store.id} ${store.showActivity === 'contact'}`;
      if (!(await isMissing(store, key))) return;
      looks.set(key, now().getTime() + tryAgainMs);
      try {
        const setup = { store: createSetupStore(database, secrets), requestId, fetch: send };
        await writeAttributeDefinitions(setup, store.id);
      } catch (error) {
        if (!(error instanceof SetupError)) throw error;
        logger.warn({ storeId: store.id, err: error }, 'Chatwoot has no names for what visitors do');
      }
    },
  };
}
