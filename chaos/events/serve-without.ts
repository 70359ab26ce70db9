/**
 * `storefront-chat serve` that says yes to events before they are written. For `npm run chaos:events -- --without commit`
 * alone: no setting of the real program leads here.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { untilStopped } from '../../cli/until-stopped.ts';
import { readConfig } from '../../server/config.ts';
import type { Database } from '../../server/db/database.ts';
import { startServer } from '../../server/start-server.ts';

/** Long enough for a kill to come between. */
const forgetfulMs = 50;

function withoutCommit(database: Database): Database {
  return {
    ...database,
    inStore: (storeId, work) =>
      new Promise((resolve, reject) => {
        const written = database.inStore(storeId, async (tx) => {
          resolve(await work(tx));
          await sleep(forgetfulMs);
        });
        written.catch(reject);
      }),
  };
}

const changes = {
  deps: <Deps extends { database: Database }>(deps: Deps) => ({ ...deps, database: withoutCommit(deps.database) }),
};
await untilStopped(await startServer(readConfig(process.env), undefined, changes));
