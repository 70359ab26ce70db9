import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ParsedMail } from 'mailparser';
import { listen } from '../faults/listen.ts';
import { mailboxPage } from './mailbox-page.ts';

export interface RunningMailbox {
  /** Where one reads the mails. */
  url: string;
  /** Where our server hands them in. */
  smtpUrl: string;
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';
const mostKept = 200;

/**
 * Takes all mail of the demo and shows it on a page. Nothing leaves this machine.
 * @returns null where the two packages for it are not: they come with a checkout, not with the published package.
 */
export async function startMailbox(port: number): Promise<RunningMailbox | null> {
  const packages = await loadPackages();
  if (!packages) return null;
  const { SMTPServer, simpleParser } = packages;
  const mails: ParsedMail[] = [];

  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      simpleParser(stream).then(
        (mail) => {
          mails.unshift(mail);
          mails.splice(mostKept);
          done(null);
        },
        (error: Error) => done(error),
      );
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, loopback, resolve));

  const page = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(mailboxPage(mails));
  });
  const stopSmtp = () => new Promise<void>((resolve) => smtp.close(() => resolve()));
  const chosen = await listen(page, port, loopback, 'MAILS_PORT').catch(async (error: unknown) => {
    await stopSmtp();
    throw error;
  });
  return {
    url: `http://${loopback}:${chosen}`,
    smtpUrl: `smtp://${loopback}:${(smtp.server.address() as AddressInfo).port}`,
    async stop() {
      page.closeAllConnections();
      await new Promise((resolve) => page.close(resolve));
      await stopSmtp();
    },
  };
}

async function loadPackages() {
  try {
    const [{ SMTPServer }, { simpleParser }] = await Promise.all([import('smtp-server'), import('mailparser')]);
    return { SMTPServer, simpleParser };
  } catch {
    // The demo does without: then nobody is mailed.
    return null;
  }
}
