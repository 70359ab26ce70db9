import { defineCommand } from 'citty';
import { describeOpening, hoursTable } from '../../server/opening-hours/index.ts';
import { listStores, type StoreOverview, showStore } from '../../server/stores/index.ts';
import { formRows } from '../form-rows.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

export const storesList = defineCommand({
  meta: { name: 'list', description: 'All stores, one line each.' },
  args: { json: jsonArg },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const stores = await listStores(database);
      if (args.json) return printJson(stores);
      if (stores.length === 0) process.stdout.write('No stores yet. Add one with `storefront-chat stores add`.\n');
      else process.stdout.write(formatTable(['key', 'name', 'origins', 'chat', 'Chatwoot'], stores.map(rowOf)));
    }),
});

export const storesShow = defineCommand({
  meta: { name: 'show', description: 'One store with all its settings. No secret is ever shown.' },
  args: { store: { type: 'positional', description: 'Key of the store', required: true }, json: jsonArg },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const store = await showStore(database, args.store);
      if (args.json) return printJson(store);
      const { texts, chatwoot: _shownBelow, openingHours, form: _asRows, ...facts } = store;
      const rows = [
        ...Object.entries(facts).map(([name, value]) => [name, show(name, value)]),
        ...Object.entries(texts).flatMap(([language, words]) =>
          Object.entries(words).map(([name, text]) => [`${name} (${language})`, text ?? '']),
        ),
        ...hoursRows(openingHours),
        ...formRows(store).map(([name = '', ...how]) => [`form (${name})`, how.filter(Boolean).join(': ')]),
        ['Chatwoot', whereOf(store)],
      ];
      process.stdout.write(formatTable(['setting', 'value'], rows));
    }),
});

function rowOf(store: StoreOverview): string[] {
  return [store.key, store.name, store.origins.join(', '), chatOf(store), whereOf(store)];
}

function chatOf({ isWidgetOn, isChatOn, mode }: StoreOverview): string {
  if (!isWidgetOn) return 'off (nothing drawn)';
  if (mode === 'form') return 'off (contact form)';
  return isChatOn ? 'on' : 'off (messages only)';
}

function whereOf({ chatwoot }: StoreOverview): string {
  if (!chatwoot) return 'not set up';
  return `${chatwoot.baseUrl}, account ${chatwoot.accountId ?? 'to be made'}, inbox ${chatwoot.inboxId ?? 'to be made'}`;
}

function hoursRows(hours: StoreOverview['openingHours']): string[][] {
  if (!hours) return [['hours', 'always']];
  const state = ['hours', `${describeOpening(hours, new Date())} (${hours.timeZone})`];
  return [state, ...hoursTable(hours).map(([day, times]) => [`hours (${day})`, times])];
}

function show(name: string, value: unknown): string {
  if (value === null && name === 'languages') return 'all';
  if (Array.isArray(value)) return value.join(', ') || 'none';
  if (value instanceof Date) return value.toISOString();
  return value === '' ? 'none' : String(value);
}
