import { isRecord } from '../http/params.ts';

/** What stands at `a.0.b` of a JSON value; undefined when there is no such place. */
export function valueAt(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isRecord(value) ? value[key] : undefined;
  }, body);
}

export function textAt(body: unknown, path: string): string {
  const value = valueAt(body, path);
  if (typeof value === 'string') return value;
  throw new Error(`no text at ${path} of ${JSON.stringify(body)}`);
}

export function numberAt(body: unknown, path: string): number {
  const value = valueAt(body, path);
  if (typeof value === 'number') return value;
  throw new Error(`no number at ${path} of ${JSON.stringify(body)}`);
}
