import { createHmac, timingSafeEqual } from 'node:crypto';
import { filledText, type Params, text } from '../http/params.ts';

/** HMAC-SHA256 of the identifier's text with the inbox's `hmac_token`, lower-case hex. */
export function identityHash(hmacToken: string, identifier: string): string {
  return createHmac('sha256', hmacToken).update(identifier).digest('hex');
}

export function isIdentityHash(hmacToken: string, params: Params): boolean {
  const given = Buffer.from(text(params.identifier_hash) ?? '');
  const wanted = Buffer.from(identityHash(hmacToken, text(params.identifier) ?? ''));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

export function hasIdentityHash(params: Params): boolean {
  return filledText(params.identifier_hash) !== undefined;
}
