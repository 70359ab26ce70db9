import { defineCommand } from 'citty';
import { listStores, type StoreOverview, showStore } from '../../server/stores/index.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

export const storesList = defineCommand({
  meta: { name: 'list', description: 'All stores, one line each.' },
  args: { json: jsonArg },
  run: ({ args, ...call }) =>
    withDatabase(call, async ({ database }) => {
      const stores = await listStores(database);
      if (args.json) return printJson(stores);
      if (stores.length === 0) process.stdout.write('No stores yet. Add one with `storefront-chat stores add`.\n');
      else process.stdout.write(formatTable(['key', 'name', 'origins', 'chat', 'Chatwoot'], stores.map(rowOf)));
    }),
});

export const storesShow = defineCommand({
  meta: { name: 'show', description: 'One store with all its settings. No secret is ever shown.' },
  args: { store: { type: 'positional', description: 'Key of the store', required: true }, json: jsonArg },
  run: ({ args, ...call }) =>
    withDatabase(call, async ({ database }) => {
      const store = await showStore(database, args.store);
      if (args.json) return printJson(store);
      const { texts, chatwoot, origins, ...facts } = store;
      const rows = Object.entries({ ...facts, origins: origins.join(', '), ...texts }).map(([name, value]) => [
        name,
        show(value),
      ]);
      process.stdout.write(formatTable(['setting', 'value'], [...rows, ['Chatwoot', whereOf(store)]]));
    }),
});

function rowOf(store: StoreOverview): string[] {
  const chat = store.isWidgetOn ? (store.isChatOn ? 'on' : 'off (messages only)') : 'off (nothing drawn)';
  return [store.key, store.name, store.origins.join(', '), chat, whereOf(store)];
}

function whereOf({ chatwoot }: StoreOverview): string {
  if (!chatwoot) return 'not set up';
  return `${chatwoot.baseUrl}, account ${chatwoot.accountId ?? 'to be made'}, inbox ${chatwoot.inboxId ?? 'to be made'}`;
}

function show(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
