import { defineCommand } from 'citty';
import { ConfigError } from '../../server/config.ts';
import {
  type ErasureDeps,
  type ErasureReport,
  erasePerson,
  type Person,
  previewErasure,
} from '../../server/erasure/index.ts';
import { createFileStore, createS3Bucket, readS3Target } from '../../server/files/index.ts';
import { accountClientOf, type StoreChangeDeps } from '../../server/stores/index.ts';
import { exitCodes, withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

export const erase = defineCommand({
  meta: {
    name: 'erase',
    description:
      'Delete what is kept of a person: messages, delivered or not, files, mails, sessions.\n\n' +
      'Without --yes nothing is deleted, and what would be is counted. Audited, without the address.\n' +
      'Chatwoot has a copy of what was delivered: --chatwoot deletes the contacts there, and their conversations.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    email: { type: 'string', description: 'Who gave this address', valueHint: 'address' },
    customer: { type: 'string', description: 'Who is this customer of the shop', valueHint: 'id' },
    chatwoot: { type: 'boolean', description: 'Also delete their contacts at Chatwoot', default: false },
    yes: { type: 'boolean', description: 'Do it', default: false },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const person = personOf(args);
      const erasure = erasureDeps(deps);
      const report = args.yes
        ? await erasePerson(erasure, args.store, person, { chatwoot: args.chatwoot })
        : await previewErasure(erasure, args.store, person);
      if (args.json) printJson(report);
      else process.stdout.write(asText(report));
      const isLeft = report.chatwoot.erasures?.some(({ outcome }) => outcome === 'still-there');
      if (isLeft || report.filesLeft > 0) process.exitCode = exitCodes.failed;
    }),
});

function personOf({ email, customer }: { email?: string | undefined; customer?: string | undefined }): Person {
  if (email && customer === undefined) return { email };
  if (customer && email === undefined) return { customerId: customer };
  throw new ConfigError('Say who: --email or --customer.');
}

function erasureDeps({ database, secrets, actor }: StoreChangeDeps): ErasureDeps {
  const { FILES_URL } = process.env;
  const target = FILES_URL ? readS3Target(FILES_URL) : null;
  return {
    database,
    secrets,
    actor,
    // Without the address of S3, a server that has it deletes what is there.
    files: createFileStore(database, target ? createS3Bucket(target) : undefined),
    accountClient: (storeId, requestId) => accountClientOf(database, secrets, storeId, requestId),
  };
}

function asText({ isDone, counts, filesLeft, chatwoot }: ErasureReport): string {
  const rows = Object.entries(counts).map(([what, count]) => [what, String(count)]);
  const left = filesLeft > 0 ? [`${filesLeft} files could not be deleted now; the server goes on trying.`] : [];
  const said = isDone ? 'Deleted.' : 'Nothing is deleted yet: say --yes.';
  return `${formatTable(['what', 'count'], rows)}\n${[said, ...left, ...chatwootLines(chatwoot)].join('\n')}\n`;
}

function chatwootLines({ contactIds, conversationIds, erasures }: ErasureReport['chatwoot']): string[] {
  if (!erasures) {
    if (contactIds.length + conversationIds.length === 0) return ['We know of nothing of theirs at Chatwoot.'];
    const what = `contacts ${contactIds.join(', ') || 'unknown'}, conversations ${conversationIds.join(', ') || 'none'}`;
    return [`Chatwoot keeps its copy: ${what}. Delete the contacts there (Contacts, Delete), or say --chatwoot.`];
  }
  if (erasures.length === 0) return ['There was no contact of theirs at Chatwoot, or the store has no account there.'];
  return erasures.map(({ contactId, outcome, failure }) => `Chatwoot, contact ${contactId}: ${failure ?? outcome}.`);
}
