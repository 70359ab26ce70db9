/** The embedded PostgreSQL: what the rest of `db/` may use of it. Tests may also use `template.ts`. */
export { DirectoryLockedError } from './directory-lock.ts';
export { drizzlePglite } from './drizzle-pglite.ts';
export { openPglite, type PgliteSettings } from './open-pglite.ts';
export type { PgliteClient } from './pglite-client.ts';
export { PostgresError } from './postgres-error.ts';
export type { PgliteQueries, PgliteTransaction } from './transaction.ts';
