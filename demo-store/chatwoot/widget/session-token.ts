import { createHmac, timingSafeEqual } from 'node:crypto';
import { isRecord } from '../http/params.ts';

const sessionDays = 180;

type SessionClaims = { source_id: string; inbox_id: number };

/** Rule 4: the JWT that a visitor's browser keeps as `cw_conversation`: HS256, 180 days. */
export function signSession(claims: SessionClaims, secret: string, nowSeconds = Math.floor(Date.now() / 1000)): string {
  const payload = { ...claims, exp: nowSeconds + sessionDays * 86_400, iat: nowSeconds };
  const body = `${encode({ alg: 'HS256' })}.${encode(payload)}`;
  return `${body}.${signature(body, secret)}`;
}

/** The claims of a good token. Broken, forged or expired: as if there were none. */
export function readSession(token: string | undefined, secret: string): SessionClaims | undefined {
  const [head, payload, signed] = (token ?? '').split('.');
  if (head === undefined || payload === undefined || signed === undefined) return undefined;
  if (!isSame(signed, signature(`${head}.${payload}`, secret))) return undefined;
  const claims = decode(payload);
  if (!isRecord(claims) || typeof claims.source_id !== 'string' || typeof claims.inbox_id !== 'number')
    return undefined;
  if (typeof claims.exp !== 'number' || claims.exp <= Date.now() / 1000) return undefined;
  return { source_id: claims.source_id, inbox_id: claims.inbox_id };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    // Signed by us, so this is never reached in practice; a token without claims is none.
    return undefined;
  }
}

function signature(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64url');
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
