import { defineCommand } from 'citty';
import { type OutcomeSum, sumOutcomes } from '../../server/chat-outcomes/index.ts';
import { showStore } from '../../server/stores/index.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

const days = 30;

export const storesOutcomes = defineCommand({
  meta: {
    name: 'outcomes',
    description:
      `How presses on the launcher ended in the last ${days} days: chat was ready, or the reason why not.\n\n` +
      'Only counts and times are kept; nothing in them says who pressed.',
  },
  args: { store: { type: 'positional', description: 'Key of the store', required: true }, json: jsonArg },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const store = await showStore(database, args.store);
      const sums = await sumOutcomes({ database, now: () => new Date() }, store.id, days);
      if (args.json) return printJson(sums);
      if (sums.length === 0) process.stdout.write(`Nobody has pressed in the last ${days} days.\n`);
      else process.stdout.write(formatTable(['outcome', 'count', 'share', 'average'], sums.map(rowOf)));
    }),
});

function rowOf({ outcome, count, share, averageMs }: OutcomeSum): string[] {
  return [outcome, String(count), `${(share * 100).toFixed(1)} %`, `${averageMs} ms`];
}
