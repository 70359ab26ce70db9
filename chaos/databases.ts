import { findPostgres } from '../scripts/find-postgres.ts';
import type { DatabaseConfig } from '../server/config.ts';
import { migrateDatabase } from '../server/db/open-database.ts';
import { makeTestDataDir } from '../server/db/test-database.ts';

export const databases = ['pglite', 'postgres'] as const;
export type DatabaseKind = (typeof databases)[number];

/** `both` is what there is to be had: what is left out is said loudly. */
export function databasesOf(wanted: DatabaseKind | 'both'): DatabaseKind[] {
  if (wanted !== 'both') return [wanted];
  if (findPostgres()) return [...databases];
  process.stderr.write('\n*** PostgreSQL is not installed here: this runs on the embedded database alone. ***\n\n');
  return ['pglite'];
}

/** The folder of PostgreSQL's programs. @throws Error that says what to do without them. */
export function postgresPrograms(): string {
  const programs = findPostgres();
  if (!programs) throw new Error('PostgreSQL is not installed here: install it, or use --database pglite.');
  return programs;
}

/** Makes the tables of a new database. */
export async function makeTables(config: DatabaseConfig): Promise<void> {
  if (config.kind === 'postgres') await migrateDatabase(config);
  else await makeTestDataDir(config.dataDir);
}
