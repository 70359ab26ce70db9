import { badRequest } from './answers.ts';
import { Failure } from './failures.ts';
import { isRecord, list, type Params, record, type Upload } from './params.ts';

/** Query and body of a request in one object, the body first. */
export async function readParams(request: Request): Promise<Params> {
  const params: Params = {};
  for (const [name, value] of new URL(request.url).searchParams) assign(params, name, value);
  return { ...params, ...(await readBody(request)) };
}

async function readBody(request: Request): Promise<Params> {
  if (request.method === 'GET' || request.method === 'HEAD') return {};
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data') || type.startsWith('application/x-www-form-urlencoded')) {
    return await readForm(await request.formData());
  }
  return parseJson(await request.text());
}

function parseJson(text: string): Params {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    // A body that is no object has no parameters, but is no error either.
    return isRecord(value) ? value : {};
  } catch (error) {
    throw new Failure(`broken JSON: ${String(error)}`, badRequest);
  }
}

async function readForm(form: FormData): Promise<Params> {
  const params: Params = {};
  for (const [name, value] of form) {
    assign(params, name, typeof value === 'string' ? value : await uploadOf(value));
  }
  return params;
}

async function uploadOf(file: File): Promise<Upload> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { fileName: file.name, contentType: file.type || 'application/octet-stream', bytes };
}

/** Rails' names: `a=1`, `a[]=1`, `a[b]=1`, `a[b][]=1`. */
function assign(params: Params, name: string, value: unknown) {
  assignAt(
    params,
    name.split('[').map((part) => part.replace(/\]$/, '')),
    value,
  );
}

function assignAt(params: Params, [key = '', next, ...rest]: string[], value: unknown) {
  if (next === undefined) params[key] = value;
  else if (next === '') params[key] = [...(list(params[key]) ?? []), value];
  else {
    const inner = record(params[key]) ?? {};
    assignAt(inner, [next, ...rest], value);
    params[key] = inner;
  }
}
