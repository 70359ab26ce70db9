import { AppError } from '../errors.ts';

/** Of what is too large anyway: a browser that is cut off while it sends sees no answer, and would try again for ever. */
const mostHeardOut = 50 * 1024 * 1024;

/**
 * A request's body, at most `maxBytes` of it: counted as it comes, for what it says of its length is only a claim.
 * @throws AppError `payload_too_large`.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
    // Leaving the loop cancels the body.
    if (size > maxBytes + mostHeardOut) break;
  }
  if (size <= maxBytes) return Buffer.concat(chunks, size);
  throw new AppError('payload_too_large', `A file may have ${Math.floor(maxBytes / 1024)} KB.`);
}
