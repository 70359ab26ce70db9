import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';

/** What the mail server says to a recipient, or, with `afterData`, once it has the whole mail. Null: it takes it. */
export type Refusal = { code: number; message: string; afterData?: boolean } | null;

/** A real mail server that keeps what it takes, and refuses what a test wants refused. */
export async function startMailServer() {
  const state = { taken: [] as ParsedMail[], raw: [] as string[], refusal: null as Refusal, logins: [] as string[] };

  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth({ username = '', password = '' }, _session, done) {
      state.logins.push(`${username}:${password}`);
      done(null, { user: username });
    },
    onRcptTo(address, _session, done) {
      done(state.refusal && !state.refusal.afterData ? refusalOf(state.refusal, address) : null);
    },
    onData(stream, _session, done) {
      void keep(stream).then(
        () => done(state.refusal?.afterData ? refusalOf(state.refusal) : null),
        (error: Error) => done(error),
      );
    },
  });

  async function keep(stream: AsyncIterable<Buffer>) {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    state.raw.push(raw.toString());
    state.taken.push(await simpleParser(raw));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;

  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    /** With a login. */
    smtpUrlAs: (login: string) => `smtp://${login}@127.0.0.1:${port}`,
    ...state,
    refuse: (refusal: Refusal) => void Object.assign(state, { refusal }),
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

function refusalOf({ code, message }: NonNullable<Refusal>, address?: SMTPServerAddress): Error {
  const text = address ? `${message} <${address.address}>` : message;
  return Object.assign(new Error(text), { responseCode: code });
}
