import { AppError } from '../errors.ts';
import { publicAddressOf } from '../http/public-address.ts';

/** How to reach a mail server. `isSecure`: TLS from the first byte; otherwise STARTTLS where the server has it. */
export interface SmtpServer {
  host: string;
  port: number;
  isSecure: boolean;
  login: { user: string; pass: string } | null;
}

/** Ports on which mail is handed in: a store's address must not be a way to talk to anything else. */
const mailPorts = [25, 465, 587, 2525];

/** `smtp://user:password@host:587` or `smtps://…`; null when it is no such thing. Never repeated in an error: it holds a password. */
export function readSmtpUrl(text: string): SmtpServer | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || !/^\/?$/.test(url.pathname)) return null;
  if (url.search !== '' || url.hash !== '') return null;
  const isSecure = url.protocol === 'smtps:';
  const [user, pass] = [decode(url.username), decode(url.password)];
  if (user === null || pass === null) return null;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isSecure ? 465 : 587),
    isSecure,
    login: user === '' ? null : { user, pass },
  };
}

/**
 * Sees that a store's mail server is on the internet and takes mail: our server must not be made to call its own
 * network.
 * @throws AppError `invalid_request` that says what to do.
 */
export async function requireMailServer(server: SmtpServer | null, mayBeInternal: boolean): Promise<SmtpServer> {
  const refuse = (message: string) => new AppError('invalid_request', `SMTP address: ${message}`);
  if (!server) throw refuse('should look like smtps://user:password@smtp.shop.example or smtp://…:587');
  if (mayBeInternal) return server;
  if (!mailPorts.includes(server.port)) throw refuse(`the port should be one of ${mailPorts.join(', ')}`);
  if (!(await publicAddressOf(server.host))) throw refuse('the host should be one that the internet knows');
  return server;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // A % that is none of an escape.
    return null;
  }
}
