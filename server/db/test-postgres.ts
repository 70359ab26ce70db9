import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrateDatabase, type OpenDatabase, openDatabase } from './open-database.ts';

const loginPassword = 'only-for-tests';

/**
 * A new database on a real PostgreSQL, with a login of its own that owns nothing. `drop` takes both away again.
 * @param template name of a database that it starts as a copy of
 */
export async function createTestPostgres(serverUrl: string, template = 'template1') {
  const name = `storefront_test_${randomBytes(6).toString('hex')}`;
  await onServer(
    serverUrl,
    `create database ${name} template ${template}`,
    `create role ${name} login password '${loginPassword}'`,
  );
  const ownerUrl = withPath(serverUrl, name);
  const login = new URL(ownerUrl);
  login.username = name;
  login.password = loginPassword;
  const config = { kind: 'postgres', url: login.href, ownerUrl } as const;
  const drop = () => onServer(serverUrl, `drop database ${name} with (force)`, `drop role ${name}`);
  return { name, config, drop };
}

/** A database that is migrated, for others to be copies of: that takes a third of the time. */
export async function createTestTemplate(serverUrl: string) {
  const template = await createTestPostgres(serverUrl);
  await migrateDatabase(template.config);
  return template;
}

/** A database that is migrated, for a process of a test's own. */
export async function createMigratedPostgres(serverUrl: string) {
  const made = await createTestPostgres(serverUrl, process.env.TEST_DATABASE_TEMPLATE);
  // Of a copy nothing is left to be migrated, but its login is let in.
  await migrateDatabase(made.config);
  return made;
}

/** The same, open; all of it goes when it closes. */
export async function openTestPostgres(serverUrl: string): Promise<OpenDatabase> {
  const { config, drop } = await createMigratedPostgres(serverUrl);
  const opened = await openDatabase(config);
  return {
    ...opened,
    async close() {
      await opened.close();
      await drop();
    },
  };
}

function withPath(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer(url: string, ...statements: string[]) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
