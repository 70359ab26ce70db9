/**
 * Request parameters as Rails sees them: query and body in one object, values of any JSON type.
 * The readers below say what a rule expects; what is not of that type counts as not given.
 */
export type Params = Record<string, unknown>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}

export function list(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** A string; numbers become their digits, as in a database column of type text. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** A string that says something: blank is the same as not given. */
export function filledText(value: unknown): string | undefined {
  const given = text(value)?.trim();
  return given === '' ? undefined : given;
}

/** A whole number, also from a query string. */
export function int(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

/** Rails: everything but a short list of words is true. */
export function bool(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' || value === '') return undefined;
  return !['false', 'f', '0', 'off'].includes(value.toLowerCase());
}

export function ints(value: unknown): number[] {
  return (list(value) ?? []).map(int).filter((id) => id !== undefined);
}

export function texts(value: unknown): string[] {
  return (list(value) ?? []).map(text).filter((item) => item !== undefined);
}

/** An uploaded file of a multipart body. */
export type Upload = { fileName: string; contentType: string; bytes: Uint8Array };

export function isUpload(value: unknown): value is Upload {
  return isRecord(value) && typeof value.fileName === 'string' && value.bytes instanceof Uint8Array;
}
