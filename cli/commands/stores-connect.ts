import { defineCommand } from 'citty';
import { ConfigError } from '../../server/config.ts';
import { connectStore } from '../../server/provisioning/index.ts';
import { addStore, findStore, type StoreChangeDeps } from '../../server/stores/index.ts';
import { withDatabase } from '../run-command.ts';
import { runSetup, setupArgs } from '../setup.ts';
import { jsonArg, listOf, lookArgs, looksOf, originArg } from '../store-args.ts';
import { warnOfPaleColor } from '../warn-of-pale-color.ts';

export const storesConnect = defineCommand({
  meta: {
    name: 'connect',
    description:
      'Put a store on a website inbox that exists, with the access token of an administrator of that account.\n\n' +
      'Needs CHATWOOT_URL and CHATWOOT_ADMIN_TOKEN in the environment; no platform token. Only what chat needs is\n' +
      'changed there, and the report names each change with what it was before. Safe to repeat.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store; added when it is new', required: true },
    name: { type: 'string', description: 'Name of a new store', valueHint: 'text' },
    origins: originArg,
    account: { type: 'string', description: 'Number of the account in Chatwoot', required: true, valueHint: 'id' },
    inbox: { type: 'string', description: 'Number of the website inbox, if the account has several', valueHint: 'id' },
    ...lookArgs,
    ...setupArgs,
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const { CHATWOOT_URL: baseUrl, CHATWOOT_ADMIN_TOKEN: adminToken } = process.env;
      if (!baseUrl || !adminToken) {
        throw new ConfigError(
          'CHATWOOT_URL should be the address of your Chatwoot and CHATWOOT_ADMIN_TOKEN the access token of an administrator.',
        );
      }
      const store = await findOrAdd(deps, args.store, { ...args, looks: looksOf(args) });
      warnOfPaleColor(args.color);
      const target = {
        baseUrl,
        adminToken,
        accountId: numberOf('--account', args.account),
        ...(args.inbox === undefined ? {} : { inboxId: numberOf('--inbox', args.inbox) }),
        overwrite: args.overwrite,
      };
      await runSetup(deps, store.key, args.json, (setup, onStep) => connectStore(setup, store.id, target, onStep));
    }),
});

interface NewStoreArgs {
  name?: string | undefined;
  origins?: string | undefined;
  looks: ReturnType<typeof looksOf>;
}

async function findOrAdd(deps: StoreChangeDeps, key: string, { name, origins, looks }: NewStoreArgs) {
  const known = await deps.database.acrossStores((tx) => findStore(tx, key));
  if (known) return known;
  if (!name || !origins) throw new ConfigError(`${key} is new: say its --name and --origins.`);
  return addStore(deps, { ...looks, key, name, origins: listOf(origins) }, null);
}

function numberOf(flag: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new ConfigError(`${flag} should be a number as Chatwoot shows it.`);
  return number;
}
