import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import { answerHeaders } from './answer-headers.ts';
import type { AppEnv } from './app-env.ts';
import { remember } from './remember.ts';

/** A text that many ask for: hashed and compressed once, on first use. */
export interface StaticBody {
  etag: string;
  encoded(encoding: Encoding): Uint8Array<ArrayBuffer>;
}

type Encoding = 'br' | 'gzip' | 'identity';

export function createStaticBody(text: string): StaticBody {
  const plain = new Uint8Array(Buffer.from(text));
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  const cache = new Map<Encoding, Uint8Array<ArrayBuffer>>([['identity', plain]]);
  return {
    etag,
    encoded(encoding) {
      const known = cache.get(encoding);
      if (known) return known;
      const made = new Uint8Array(compress(plain, encoding));
      cache.set(encoding, made);
      return made;
    },
  };
}

/**
 * Answers with the body in the best encoding that the caller takes, or 304 when it has this version. Not by way of
 * `c.body`: headers in a plain object go out as they are, without being made into `Headers` and back.
 */
export function sendStaticBody(c: Context<AppEnv>, body: StaticBody, given: Record<string, string>): Response {
  const headers = Object.assign(answerHeaders(c), given);
  headers.etag = body.etag;
  headers.vary = 'Accept-Encoding';
  if (c.req.header('if-none-match')?.includes(body.etag)) return new Response(null, { status: 304, headers });
  const encoding = bestEncoding(c.req.header('accept-encoding') ?? '');
  if (encoding !== 'identity') headers['content-encoding'] = encoding;
  return new Response(body.encoded(encoding), { status: 200, headers });
}

/** All browsers of a kind say the same. */
const bestEncoding = remember((accepted): Encoding => {
  const names = accepted.split(',').map((part) => part.trim());
  const takes = (name: string) =>
    names.some((part) => part === name || (part.startsWith(`${name};`) && !/q=0(\.0*)?$/.test(part)));
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : 'identity';
}, 1000);

function compress(plain: Uint8Array, encoding: Encoding): Uint8Array {
  if (encoding === 'br') return brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  if (encoding === 'gzip') return gzipSync(plain, { level: 9 });
  return plain;
}
