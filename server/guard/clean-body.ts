import { AppError } from '../errors.ts';
import { type Dropping, dropFromEncoded, dropFromForm, dropFromJson } from './drop-identity.ts';

export interface CleanBody {
  bytes: Buffer;
  contentType: string | undefined;
}

/** Every spelling by which Rails takes a body for JSON, and some more. */
const jsonType = /^(text\/x-json|application\/(jsonrequest|([\w.-]+\+)?json))$/;

/**
 * The body without what says who somebody is, written anew: Chatwoot gets what we understood, so that two readers of one
 * body cannot come to two results.
 * @param type the `Content-Type`, as it came
 * @throws AppError `invalid_request` for what is neither JSON nor a form, or breaks off.
 */
export async function cleanBody(bytes: Buffer, type: string | undefined, dropping: Dropping): Promise<CleanBody> {
  if (bytes.length === 0) return { bytes, contentType: type };
  const mediaType = type?.split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
  if (jsonType.test(mediaType)) {
    const json = JSON.stringify(dropFromJson(parseJson(bytes), dropping));
    return { bytes: Buffer.from(json), contentType: 'application/json' };
  }
  if (mediaType === 'multipart/form-data') return cleanMultipart(bytes, type ?? '', dropping);
  // Without a type a POST is a form to Rack.
  if (mediaType !== '' && mediaType !== 'application/x-www-form-urlencoded') return refuse();
  const form = dropFromEncoded(readText(bytes), dropping);
  return { bytes: Buffer.from(form), contentType: 'application/x-www-form-urlencoded' };
}

async function cleanMultipart(bytes: Buffer, type: string, dropping: Dropping): Promise<CleanBody> {
  const given = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(refuse);
  const form = new FormData();
  for (const [name, value] of dropFromForm([...given], dropping)) form.append(name, value);
  const written = new Response(form);
  const contentType = written.headers.get('content-type') ?? undefined;
  return { bytes: Buffer.from(await written.arrayBuffer()), contentType };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(readText(bytes));
  } catch {
    return refuse();
  }
}

function readText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse();
  }
}

function refuse(): never {
  throw new AppError('invalid_request', 'This route takes JSON or a form, in UTF-8 and whole.');
}
