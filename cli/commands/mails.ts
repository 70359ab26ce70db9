import { defineCommand } from 'citty';
import { z } from 'zod';
import { recordAudit } from '../../server/audit/record-audit.ts';
import { ConfigError } from '../../server/config.ts';
import type { Tx } from '../../server/db/database.ts';
import { AppError } from '../../server/errors.ts';
import { type FailedMail, failedMails, retryMail } from '../../server/mail/index.ts';
import { type StoreChangeDeps, showStore } from '../../server/stores/index.ts';
import { readCount } from '../command-args.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

const storeArg = { type: 'positional', description: 'Key of the store', required: true } as const;
const mostListed = 10_000;

const list = defineCommand({
  meta: { name: 'list', description: 'Mails that could not be sent, newest first. No address is shown.' },
  args: {
    store: storeArg,
    limit: { type: 'string', default: '50', description: 'How many at most', valueHint: 'number' },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const limit = readCount('limit', args.limit, mostListed);
      const { id } = await showStore(database, args.store);
      const found = await database.inStore(id, (tx) => failedMails(tx, id, limit));
      if (args.json) return printJson(found);
      if (found.length === 0) process.stdout.write('Every mail was sent, or is still on its way.\n');
      else process.stdout.write(formatTable(['id', 'kind', 'since', 'tries', 'failure'], found.map(rowOf)));
    }),
});

const retry = defineCommand({
  meta: {
    name: 'retry',
    description:
      'Have mails sent again that could not be sent: one, or all. A running server finds them within a minute.',
  },
  args: {
    store: storeArg,
    mail: { type: 'positional', description: 'Its id', required: false },
    all: { type: 'boolean', description: 'All that have failed', default: false },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      if (args.all === (args.mail !== undefined)) throw new ConfigError('Name one mail, or say --all.');
      const { id } = await showStore(deps.database, args.store);
      const retried = await deps.database.inStore(id, (tx) => retryMails(deps, tx, id, args.mail));
      if (args.json) return printJson({ retried });
      process.stdout.write(`${retried} ${retried === 1 ? 'mail is' : 'mails are'} to be sent again.\n`);
    }),
});

export const mails = defineCommand({
  meta: {
    name: 'mails',
    description: 'Mails to shoppers and to the shop that could not be sent. Changes are audited.',
  },
  subCommands: { list, retry },
});

async function retryMails({ actor }: StoreChangeDeps, tx: Tx, storeId: string, mailId: string | undefined) {
  const unknown = () => new AppError('not_found', `This store has no mail ${mailId} that has failed.`);
  if (mailId !== undefined && !z.uuid().safeParse(mailId).success) throw unknown();
  const ids = mailId === undefined ? (await failedMails(tx, storeId, mostListed)).map(({ id }) => id) : [mailId];
  let retried = 0;
  for (const id of ids) {
    if (await retryMail(retryDeps, tx, storeId, id)) retried += 1;
    else if (mailId !== undefined) throw unknown();
  }
  if (retried > 0) await recordAudit(tx, { storeId, actor, action: 'mails.retry', detail: { mailId, count: retried } });
  return retried;
}

/** A command has no queue: the sweep of a running server gives these mails their jobs. */
const retryDeps = { jobs: { enqueue: async () => {} }, now: () => new Date() };

function rowOf({ id, kind, createdAt, tries, failure }: FailedMail): string[] {
  return [id, kind, createdAt.toISOString(), String(tries), failure ?? ''];
}
