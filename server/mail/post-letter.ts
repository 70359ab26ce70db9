import { createTransport } from 'nodemailer';
import { publicAddressOf } from '../http/public-address.ts';
import type { Sender } from './find-sender.ts';
import { formatLetter } from './format-letter.ts';
import type { Letter } from './letter.ts';
import { readSmtpUrl } from './smtp-url.ts';

/** `again`: may work later. `refused`: the mail server will not have this mail, ever. `reason` names nobody. */
export type Posted = { state: 'sent' } | { state: 'again' | 'refused'; reason: string };

export interface Envelope {
  recipient: string;
  /** With angle brackets, the same on every try. */
  messageId: string;
  at: Date;
}

const timeoutsMs = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000 };

/**
 * Hands one mail to the sender's mail server.
 * @param mayBeInternal whether a server that a store has named may stand in our network.
 */
export async function postLetter(
  sender: Sender,
  letter: Letter,
  envelope: Envelope,
  mayBeInternal: boolean,
): Promise<Posted> {
  const server = readSmtpUrl(sender.smtpUrl);
  if (!server) return { state: 'again', reason: 'the SMTP address cannot be read' };
  const isFree = !sender.isOwn || mayBeInternal;
  const host = isFree ? server.host : await publicAddressOf(server.host);
  if (!host) return { state: 'again', reason: 'the mail server has no address on the internet' };
  const transport = createTransport({
    host,
    port: server.port,
    secure: server.isSecure,
    // A login never crosses the internet in the clear, whatever stands between us and the mail server.
    requireTLS: !isFree && server.login !== null,
    ...(server.login ? { auth: server.login } : {}),
    tls: { servername: server.host },
    disableFileAccess: true,
    disableUrlAccess: true,
    ...timeoutsMs,
  });
  try {
    await transport.sendMail(messageOf(sender, letter, envelope));
    return { state: 'sent' };
  } catch (error) {
    return failureOf(error);
  } finally {
    transport.close();
  }
}

function messageOf({ address }: Sender, letter: Letter, { recipient, messageId, at }: Envelope) {
  const { subject, earlier = [], replyTo, isAutomatic } = letter;
  const last = earlier.at(-1);
  return {
    from: address,
    to: { name: '', address: recipient },
    subject,
    messageId,
    date: at,
    ...formatLetter(letter),
    ...(replyTo ? { replyTo: { name: '', address: replyTo } } : {}),
    ...(last ? { inReplyTo: last, references: earlier } : {}),
    ...(isAutomatic ? { headers: { 'Auto-Submitted': 'auto-generated' } } : {}),
  };
}

/** In these steps a mail server judges the mail; before them it judges us, and that can be mended. */
const judging = /^(MAIL FROM|RCPT TO|DATA)/;
/** Wants a login, or another one: the operator's business, at whichever step it is said. */
const wantsLogin = [530, 534, 535, 538];

function failureOf(error: unknown): Posted {
  const { responseCode, response, command, code } = error as Record<string, unknown>;
  if (typeof responseCode !== 'number') {
    // Without an answer only nodemailer itself finds fault with an address or a size.
    const isUnfit = code === 'EENVELOPE' || code === 'EMESSAGE';
    return { state: isUnfit ? 'refused' : 'again', reason: `no answer (${String(code ?? 'unknown')})` };
  }
  // What a server says often repeats the address: only its numbers go on.
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(String(response))?.[1];
  const step = judging.exec(String(command))?.[0];
  const reason = `answered ${[responseCode, enhanced].filter(Boolean).join(' ')} to ${step ?? 'our connection'}`;
  const isForGood = step !== undefined && responseCode >= 500 && !wantsLogin.includes(responseCode);
  return { state: isForGood ? 'refused' : 'again', reason };
}
