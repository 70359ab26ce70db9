import { rmSync } from 'node:fs';
import { defineCommand } from 'citty';
import { readDemoConfig } from '../../demo-store/demo-config.ts';
import { type RunningMailbox, startMailbox } from '../../demo-store/mailbox/start-mailbox.ts';
import { type RunningDemo, startDemo } from '../../demo-store/start-demo.ts';
import { ConfigError } from '../../server/config.ts';
import { runCommand } from '../run-command.ts';
import { untilStopped } from '../until-stopped.ts';

export const demo = defineCommand({
  meta: {
    name: 'demo',
    description:
      'Run a demo shop with working chat: the shop, our server and a stand-in for Chatwoot.\n\n' +
      'Ports move with SHOP_PORT, PORT, CHATWOOT_PORT and MAILS_PORT; data live in DATA_DIR. With CHATWOOT_URL and\n' +
      'CHATWOOT_PLATFORM_TOKEN a real Chatwoot is used, with DATABASE_URL a real PostgreSQL.',
  },
  args: { reset: { type: 'boolean', description: 'Throw the data of the last demo away first', default: false } },
  run: (call) =>
    runCommand(call, async () => {
      const { args } = call;
      const config = readDemoConfig(process.env);
      if (args.reset && process.env.DATABASE_URL) {
        throw new ConfigError(
          '--reset does not empty the PostgreSQL of DATABASE_URL. Drop that database yourself, or leave one of the two out.',
        );
      }
      if (args.reset) rmSync(config.dataDir, { recursive: true, force: true });
      const mailbox = process.env.SMTP_URL ? null : await startMailbox(config.mailsPort);
      const smtpUrl = mailbox?.smtpUrl ?? null;
      try {
        const running = await startDemo({ ...config, smtpUrl }, ({ outcome, message }) => {
          if (outcome !== 'unchanged') process.stdout.write(`  ${message}\n`);
        });
        process.stdout.write(addresses(running, mailbox));
        await untilStopped(running);
      } finally {
        await mailbox?.stop();
      }
      process.stdout.write('Stopped.\n');
    }),
});

function addresses({ shopUrl, deskUrl, serverUrl, logFile }: RunningDemo, mailbox: RunningMailbox | null): string {
  const mails = mailbox ? `\n  Mails       ${mailbox.url}` : '';
  return `
  Shop        ${shopUrl}
  Agent desk  ${deskUrl}${mails}
  Switches    ${shopUrl}/qa
  API docs    ${serverUrl}/docs
  Log         ${logFile}

  Ctrl-C stops everything.
`;
}
