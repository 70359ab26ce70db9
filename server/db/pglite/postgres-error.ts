import type { PostableError } from './messages.ts';

/** What PostgreSQL says about an error beside its message, under the names `pg` and PGlite use. */
const fieldNames = [
  ...['severity', 'code', 'detail', 'hint', 'position', 'where', 'routine'],
  ...['schema', 'table', 'column', 'dataType', 'constraint'],
] as const;
type FieldName = (typeof fieldNames)[number];
type Fields = { readonly [Name in FieldName]?: string };

/** An error that PostgreSQL reported, such as `code` '23505' with its `constraint`. It does not carry the parameters. */
export class PostgresError extends Error implements Fields {
  override name = 'PostgresError';
  declare readonly severity?: string;
  declare readonly code?: string;
  declare readonly detail?: string;
  declare readonly hint?: string;
  declare readonly position?: string;
  declare readonly where?: string;
  declare readonly schema?: string;
  declare readonly table?: string;
  declare readonly column?: string;
  declare readonly dataType?: string;
  declare readonly constraint?: string;
  declare readonly routine?: string;

  constructor(message: string, fields: Fields) {
    super(message);
    Object.assign(this, fields);
  }
}

/** An error taken apart, since posting one keeps nothing but its name, message and stack. */
export function toPostable(error: unknown): PostableError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const found = fieldNames.map((field) => [field, Reflect.get(Object(error), field)] as const);
  return { name, message, fields: Object.fromEntries(found.filter(([, value]) => typeof value === 'string')) };
}

/** The error put together again; its stack is that of the caller. */
export function fromPostable({ name, message, fields }: PostableError): Error {
  if (fields.severity) return new PostgresError(message, fields);
  const error = new Error(message);
  error.name = name;
  return error;
}
