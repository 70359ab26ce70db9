import type { QueryOptions } from '@electric-sql/pglite';

/** The options of a query as they can be posted: `asText` names the types whose values stay as PostgreSQL wrote them. */
export type PostableOptions = Pick<QueryOptions, 'rowMode' | 'paramTypes'> & { asText?: number[] };

// No parser that does anything would give this back unchanged.
const probe = ' {"Probe",1} ';

/**
 * Functions cannot be posted. Drizzle gives parsers with every query, and all of them return the text they are given
 * (Drizzle reads dates itself), so the numbers of their types are enough to rebuild them.
 * @throws Error for an option that has no meaning in another thread.
 */
export function toPostableOptions(options: QueryOptions = {}): PostableOptions {
  const { rowMode, paramTypes, parsers, ...rest } = options;
  const [unknown] = Object.entries(rest).find(([, value]) => value !== undefined) ?? [];
  if (unknown) throw new Error(`The embedded database runs in a worker thread, where "${unknown}" cannot be passed.`);
  return {
    ...(rowMode && { rowMode }),
    ...(paramTypes && { paramTypes }),
    ...(parsers && { asText: Object.entries(parsers).map(keepsText) }),
  };
}

function keepsText([type, parse]: [string, (text: string) => unknown]): number {
  if (readsText(parse) === probe) return Number(type);
  throw new Error(`A parser for type ${type} cannot be passed to the embedded database; read the value afterwards.`);
}

function readsText(parse: (text: string) => unknown): unknown {
  try {
    return parse(probe);
  } catch {
    return undefined; // A parser that refuses the probe reads something out of the text: the caller is told so.
  }
}

/** The other half, in the worker. */
export function fromPostableOptions({ asText, ...options }: PostableOptions): QueryOptions {
  if (!asText) return options;
  return { ...options, parsers: Object.fromEntries(asText.map((type) => [type, (text: string) => text])) };
}
