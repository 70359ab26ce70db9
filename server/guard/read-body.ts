import type { IncomingMessage } from 'node:http';
import { pipeline, Transform } from 'node:stream';
import { AppError } from '../errors.ts';

/** What the announced length says already. @throws AppError `payload_too_large`. */
export function refuseLargeBody({ headers }: IncomingMessage, maxBytes: number): void {
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

/** The whole body. @throws AppError `payload_too_large`; `invalid_request` when it breaks off. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  refuseLargeBody(request, maxBytes);
  const chunks: Buffer[] = [];
  try {
    // A limit on the way, as for what is not read: one place that counts.
    for await (const chunk of limitedBody(request, maxBytes)) chunks.push(chunk);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('invalid_request', 'The body broke off.');
  }
  return Buffer.concat(chunks);
}

/** Passes a body of unannounced length through; breaks off with AppError `payload_too_large`. */
export function limitedBody(request: IncomingMessage, maxBytes: number): Transform {
  let length = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
  // Unlike pipe() this passes on that a body breaks off; the reader of the rest hears of it.
  pipeline(request, limited, () => {});
  return limited;
}

function tooLarge(maxBytes: number): AppError {
  const message = `The body may have ${Math.floor(maxBytes / 1024)} KB.`;
  // Who is told this is still sending: the connection is of no further use.
  return new AppError('payload_too_large', message, { headers: { connection: 'close' } });
}
