import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AppError } from '../errors.ts';

/** Between the caller and us only. */
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'expect'];
/** Say where the caller is, in ways that no proxy of the owner's has checked; Rack and Rails believe some of them. */
const claimedAddresses = ['forwarded', 'client-ip', 'x-client-ip', 'x-real-ip'];

const ourName = 'storefront-chat-guard';

/**
 * The headers as Chatwoot may see them.
 * @param caller their address, behind the proxies that we trust, and the id of their request
 * @throws AppError `not_ready` when the request has been here before.
 */
export function cleanHeaders(
  { headers, httpVersion }: IncomingMessage,
  { address, requestId }: { address: string; requestId: string },
): IncomingHttpHeaders {
  const via = headers.via ?? '';
  if (via.includes(ourName)) {
    const advice = 'Give the guard the address of Chatwoot itself, not the one that leads to the guard.';
    throw new AppError('not_ready', `The request goes round in circles. ${advice}`);
  }
  const kept = Object.entries(headers).filter(([name]) => !isDropped(name));
  return {
    ...Object.fromEntries(kept),
    via: [via, `${httpVersion} ${ourName}`].filter(Boolean).join(', '),
    'x-request-id': requestId,
    ...(address === 'unknown' ? {} : { 'x-forwarded-for': address }),
  };
}

/** To Rack `content_type` is the same as `content-type`, to us it is not: such names are dropped, as nginx does. */
function isDropped(name: string): boolean {
  return name.includes('_') || name === 'x-forwarded-for' || [...hopByHop, ...claimedAddresses].includes(name);
}
