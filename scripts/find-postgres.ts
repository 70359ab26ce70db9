import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether there is one to be had; says so loudly when there is not. */
export function hasPostgres(): boolean {
  if (process.env.TEST_DATABASE_URL || findPostgres()) return true;
  process.stderr.write(
    '\n*** PostgreSQL is not installed here and TEST_DATABASE_URL is not set: the tests of project "postgres" are left out, and all stories have the embedded database. ***\n\n',
  );
  return false;
}

/** The folder of PostgreSQL's programs, if it is installed. */
export function findPostgres(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
  const folders = [...debian.sort().reverse(), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))));
}
