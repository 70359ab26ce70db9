import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { defineCommand } from 'citty';
import { submissionStates } from '../../contract/submissions.ts';
import { ConfigError } from '../../server/config.ts';
import { showStore } from '../../server/stores/index.ts';
import {
  exportSubmissions,
  inspectSubmission,
  type ListedSubmission,
  listSubmissions,
  retrySubmissions,
  type SubmissionFilter,
} from '../../server/submissions/index.ts';
import { readCount, readOneOf, readSince } from '../command-args.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

const storeArg = { type: 'positional', description: 'Key of the store', required: true } as const;
const messageArg = { type: 'positional', description: 'Its reference (K7Q-4TM) or id' } as const;
const filterArgs = {
  state: {
    type: 'string',
    description: 'Only these: failed ones are dead letters',
    valueHint: submissionStates.join('|'),
  },
  since: { type: 'string', description: 'Received since then: 24h, 7d, or a date', valueHint: 'time' },
} as const;

const mostListed = 10_000;

const list = defineCommand({
  meta: { name: 'list', description: 'Messages, newest first. Nothing that somebody wrote is shown.' },
  args: {
    store: storeArg,
    ...filterArgs,
    limit: { type: 'string', default: '50', description: 'How many at most', valueHint: 'number' },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const filter = filterOf(args);
      const limit = readCount('limit', args.limit, mostListed);
      const { id } = await showStore(database, args.store);
      const found = await listSubmissions(database, id, filter, limit);
      if (args.json) return printJson(found);
      if (found.length === 0) process.stdout.write('There are no such messages.\n');
      else process.stdout.write(formatTable(listColumns, found.map(rowOf)));
    }),
});

const show = defineCommand({
  meta: { name: 'show', description: 'One message: its words, who wrote it, and every try to deliver it.' },
  args: { store: storeArg, message: { ...messageArg, required: true }, json: jsonArg },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const { id } = await showStore(database, args.store);
      const found = await inspectSubmission(database, id, args.message);
      if (args.json) return printJson(found);
      const { text, tries, ...facts } = found;
      const rows = Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [[name, wordsOf(value)]]));
      const tried = tries.map((one) => [wordsOf(one.startedAt), one.outcome ?? 'not known', one.failure ?? '']);
      process.stdout.write(formatTable(['fact', 'value'], rows));
      if (tried.length > 0) process.stdout.write(`\n${formatTable(['tried', 'outcome', 'failure'], tried)}`);
      if (text) process.stdout.write(`\n${text}\n`);
    }),
});

const retry = defineCommand({
  meta: {
    name: 'retry',
    description:
      'Have dead letters delivered after all: one, or all of them.\n\n' +
      'A running server finds them within a minute, and tries for as long as the first time.\n' +
      'Messages held as spam go only by name, or with --all --reason "held as spam".',
  },
  args: {
    store: storeArg,
    message: { ...messageArg, required: false },
    all: { type: 'boolean', description: 'All that have failed', default: false },
    reason: { type: 'string', description: 'With --all: only those with this failure', valueHint: 'text' },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      if (args.all === (args.message !== undefined)) throw new ConfigError('Name one message, or say --all.');
      if (args.reason !== undefined && !args.all) throw new ConfigError('--reason goes with --all.');
      const { id } = await showStore(deps.database, args.store);
      const { message, reason } = args;
      const retried = await retrySubmissions(deps, id, message === undefined ? { reason } : { name: message });
      if (args.json) return printJson({ retried });
      process.stdout.write(`${retried} ${retried === 1 ? 'message is' : 'messages are'} to be delivered again.\n`);
    }),
});

const exported = defineCommand({
  meta: {
    name: 'export',
    description:
      'Messages with all that is known of them, as JSON lines, oldest first. Keep the result as safe as they are.',
  },
  args: {
    store: storeArg,
    ...filterArgs,
    out: { type: 'string', description: 'Into this file, which must not be there yet', valueHint: 'path' },
  },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const filter = filterOf(args);
      const { id } = await showStore(database, args.store);
      let count = 0;
      async function* lines() {
        for await (const message of exportSubmissions(database, id, filter)) {
          count += 1;
          yield `${JSON.stringify(message)}\n`;
        }
      }
      // Readable by its owner alone: there are addresses in it.
      const target = args.out ? createWriteStream(args.out, { flags: 'wx', mode: 0o600 }) : process.stdout;
      await pipeline(Readable.from(lines()), target, { end: target !== process.stdout });
      process.stderr.write(`${count} ${count === 1 ? 'message' : 'messages'}.\n`);
    }),
});

export const submissions = defineCommand({
  meta: {
    name: 'submissions',
    description: 'Messages of shoppers: what became of them, and dead letters. Changes are audited.',
  },
  subCommands: { list, show, retry, export: exported },
});

function filterOf({ state, since }: { state?: string | undefined; since?: string | undefined }): SubmissionFilter {
  return { state: readOneOf('state', state, submissionStates), since: readSince(since, new Date()) };
}

const listColumns = ['reference', 'state', 'received', 'delivered', 'reason', 'failure'];

function rowOf(message: ListedSubmission): string[] {
  const { reference, state, receivedAt, deliveredAt, reason, failure } = message;
  return [reference, state, wordsOf(receivedAt), deliveredAt ? wordsOf(deliveredAt) : '', reason ?? '', failure ?? ''];
}

function wordsOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
