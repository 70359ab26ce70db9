import { defineCommand } from 'citty';
import { ConfigError } from '../../server/config.ts';
import { provisionStore } from '../../server/provisioning/index.ts';
import { addStore, findStore, type StoreChangeDeps } from '../../server/stores/index.ts';
import { withDatabase } from '../run-command.ts';
import { runSetup, setupArgs } from '../setup.ts';
import { jsonArg, listOf, lookArgs, looksOf, originArg } from '../store-args.ts';
import { warnOfPaleColor } from '../warn-of-pale-color.ts';

export const storesAdd = defineCommand({
  meta: {
    name: 'add',
    description:
      'Add a store and give it an account, an administrator and inboxes on Chatwoot.\n\n' +
      'Needs CHATWOOT_URL and CHATWOOT_PLATFORM_TOKEN (a platform app of Super Admin) in the environment.\n' +
      'Interrupted? Run it again with the same --key: it goes on where it was. Run once more, it changes nothing;\n' +
      'what was changed by hand in Chatwoot stays, and the report says so.',
  },
  args: {
    key: { type: 'string', description: 'Public key for the tag; made up when left out', valueHint: 'key' },
    name: { type: 'string', description: 'The shop, as its customers know it', required: true, valueHint: 'text' },
    origins: { ...originArg, required: true },
    'admin-email': {
      type: 'string',
      description: 'Address of the administrator that is made in Chatwoot',
      required: true,
      valueHint: 'address',
    },
    ...lookArgs,
    ...setupArgs,
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const store = await findOrAdd(deps, args.key, () => ({
        ...looksOf(args),
        ...(args.key === undefined ? {} : { key: args.key }),
        name: args.name,
        origins: listOf(args.origins),
      }));
      warnOfPaleColor(args.color);
      const options = { adminEmail: args['admin-email'], overwrite: args.overwrite };
      await runSetup(deps, store.key, args.json, (setup, onStep) => provisionStore(setup, store.id, options, onStep));
    }),
});

async function findOrAdd(deps: StoreChangeDeps, key: string | undefined, input: () => Parameters<typeof addStore>[1]) {
  const { CHATWOOT_URL: baseUrl, CHATWOOT_PLATFORM_TOKEN: platformToken } = process.env;
  if (!baseUrl || !platformToken) {
    throw new ConfigError(
      'CHATWOOT_URL should be the address of your Chatwoot and CHATWOOT_PLATFORM_TOKEN the token of a platform app there.',
    );
  }
  const known = key === undefined ? undefined : await deps.database.acrossStores((tx) => findStore(tx, key));
  return known ?? addStore(deps, input(), { baseUrl, platformToken });
}
