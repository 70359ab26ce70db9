import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';

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

/** Answers with the body in the best encoding that the caller takes, or 304 when it has this version. */
export function sendStaticBody(c: Context<AppEnv>, body: StaticBody, headers: Record<string, string>): Response {
  const common = { ...headers, etag: body.etag, vary: 'Accept-Encoding' };
  if (c.req.header('if-none-match')?.includes(body.etag)) return c.body(null, 304, common);
  const encoding = bestEncoding(c.req.header('accept-encoding') ?? '');
  const contentEncoding = encoding === 'identity' ? {} : { 'content-encoding': encoding };
  return c.body(body.encoded(encoding), 200, { ...common, ...contentEncoding });
}

function bestEncoding(accepted: string): Encoding {
  const names = accepted.split(',').map((part) => part.trim());
  const takes = (name: string) =>
    names.some((part) => part === name || (part.startsWith(`${name};`) && !/q=0(\.0*)?$/.test(part)));
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : 'identity';
}

function compress(plain: Uint8Array, encoding: Encoding): Uint8Array {
  if (encoding === 'br') return brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  if (encoding === 'gzip') return gzipSync(plain, { level: 9 });
  return plain;
}
