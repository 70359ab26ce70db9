import { text } from 'node:stream/consumers';
import { defineCommand } from 'citty';
import { ConfigError, readServerFacts, type ServerFacts } from '../../server/config.ts';
import {
  type MailSenderOverview,
  removeMailSender,
  sendTestMail,
  setMailSender,
  showMailSender,
} from '../../server/mail/index.ts';
import { createSetupStore, formatSetupReport, writeReplyMail } from '../../server/provisioning/index.ts';
import { type ChangeDeps, showStore } from '../../server/stores/index.ts';
import { exitCodes, withDatabase } from '../run-command.ts';
import { setupArgs } from '../setup.ts';
import { jsonArg, printJson } from '../store-args.ts';

export const storesMail = defineCommand({
  meta: {
    name: 'mail',
    description:
      'Show or set how a store sends mail: receipts, answers, notices of an outage.\n\n' +
      'The address of its mail server holds a password, so it comes from STORE_SMTP_URL, or with --smtp-url from\n' +
      'standard input: smtps://user:password@smtp.shop.example. Without a sender of its own a store sends as the server does\n' +
      '(SMTP_URL and MAIL_FROM), if that can. Chatwoot is told who mails answers, so that none comes twice.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    from: { type: 'string', description: 'What its mails come from', valueHint: 'Shop <hello@shop.example>' },
    'smtp-url': { type: 'boolean', description: 'Read the address of its mail server from standard input' },
    off: { type: 'boolean', description: 'Give its own sender up' },
    test: { type: 'string', description: 'Send a mail there now', valueHint: 'address' },
    ...setupArgs,
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { store: key, from, off, test, json, overwrite } = call.args;
      const facts = readServerFacts(process.env);
      if (from !== undefined && off) throw new ConfigError('Say --from or --off, not both.');
      if (from === undefined && call.args['smtp-url']) throw new ConfigError('Say --from beside --smtp-url.');
      if (off) await removeMailSender(deps, key);
      if (from !== undefined) {
        const smtpUrl = await readSmtpUrl(call.args['smtp-url'] ?? false);
        await setMailSender(deps, key, { from, smtpUrl }, facts.mail.mayBeInternal);
      }
      print(key, await showMailSender(deps, key), facts, json);
      if (off || from !== undefined) await tellChatwoot(deps, key, facts, overwrite);
      if (test !== undefined) await sendTest({ ...deps, mail: facts.mail }, key, test);
    }),
});

/** Undefined: nothing was given, and what is known stays. */
async function readSmtpUrl(isOnInput: boolean): Promise<string | undefined> {
  const { STORE_SMTP_URL: given } = process.env;
  return (isOnInput ? await text(process.stdin) : given)?.trim() || undefined;
}

function print(key: string, sender: MailSenderOverview | null, { canMail }: ServerFacts, json: boolean | undefined) {
  const by = sender ? 'store' : canMail ? 'server' : 'nobody';
  if (json) return printJson({ by, ...sender });
  const sentences = {
    store: `${key} sends mail as ${sender?.from} through ${sender?.server}.`,
    server: `${key} sends mail as the server does.`,
    nobody: `${key} sends no mail: give it a sender with --from, or set SMTP_URL and MAIL_FROM.`,
  };
  process.stdout.write(`${sentences[by]}\n`);
}

/** What was set counts whatever becomes of this. */
async function tellChatwoot(deps: ChangeDeps, key: string, server: ServerFacts, overwrite: boolean): Promise<void> {
  try {
    const { id } = await showStore(deps.database, key);
    const setup = { store: createSetupStore(deps.database, deps.secrets), server };
    const report = await writeReplyMail(setup, id, { overwrite });
    process.stderr.write(report ? `${formatSetupReport(report)}\n` : 'Set-up will tell Chatwoot who mails answers.\n');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`This counts from now on, but Chatwoot does not know who mails answers. ${reason}\n`);
    process.exitCode = exitCodes.failed;
  }
}

async function sendTest(deps: Parameters<typeof sendTestMail>[0], key: string, recipient: string): Promise<void> {
  const posted = await sendTestMail(deps, key, recipient);
  if (posted.state === 'sent') return void process.stderr.write('The mail server has taken a mail.\n');
  process.stderr.write(`No mail was sent: ${posted.reason}.\n`);
  process.exitCode = exitCodes.failed;
}
