import { defineCommand } from 'citty';
import { type AuditRow, listAudit } from '../../server/audit/list-audit.ts';
import { showStore } from '../../server/stores/index.ts';
import { readCount } from '../command-args.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

const mostListed = 10_000;

export const audit = defineCommand({
  meta: {
    name: 'audit',
    description:
      'Who changed what about a store, newest first; and what Shopify has reported of it, with what is to be done.\n\n' +
      'No secret and no address is in it.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    limit: { type: 'string', default: '50', description: 'How many at most', valueHint: 'number' },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const limit = readCount('limit', args.limit, mostListed);
      const { id } = await showStore(database, args.store);
      const rows = await database.inStore(id, (tx) => listAudit(tx, id, limit));
      if (args.json) printJson(rows);
      else process.stdout.write(formatTable(['at', 'who', 'what', 'detail'], rows.map(cellsOf)));
    }),
});

function cellsOf({ at, actor, action, detail }: AuditRow): string[] {
  const said = Object.entries(detail).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return [at.toISOString(), actor, action, said.join(', ')];
}
