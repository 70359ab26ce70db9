import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import { type ConstructorOptions, fromPglite } from 'pg-boss';
import type { DatabaseConfig } from '../config.ts';
import { grantQueueAccess, prepareQueues } from '../jobs/prepare-queues.ts';
import { packageFile } from '../package-file.ts';
import { createDatabase, type Database, type Tx } from './database.ts';
import { drizzlePglite } from './pglite/drizzle-pglite.ts';
import { openPglite } from './pglite/open-pglite.ts';
import type { PgliteClient } from './pglite/pglite-client.ts';
import { runtimeRole } from './tenancy.ts';

export interface OpenDatabase {
  database: Database;
  /** How the job queue reaches the same database. */
  queueConnection: ConstructorOptions;
  /** Resolves when the database answers; rejects when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The SQL that both engines run, in order. Shipped as it is, not compiled. */
const migrationsFolder = fileURLToPath(packageFile('server/db/migrations'));

const asRuntime = `set role ${runtimeRole.name}`;

/**
 * Opens the database as the role that owns nothing. The embedded one is migrated on the way, for nobody else can
 * reach it; PostgreSQL is migrated by `migrateDatabase` alone.
 * @throws Error that says what to do when PostgreSQL is not migrated, or its login could get around row-level security.
 */
export async function openDatabase(config: DatabaseConfig): Promise<OpenDatabase> {
  return config.kind === 'pglite' ? openEmbedded(config.dataDir) : openPostgres(config.url);
}

/** Brings PostgreSQL's tables, queues and grants up to date, as their owner. Safe to repeat. */
export async function migrateDatabase(config: DatabaseConfig): Promise<void> {
  if (config.kind === 'pglite') {
    await (await openEmbedded(config.dataDir)).close();
    return;
  }
  const pool = new pg.Pool({ connectionString: config.ownerUrl, max: 1 });
  try {
    await migratePostgres(drizzlePostgres(pool), { migrationsFolder });
    await prepareQueues({ connectionString: config.ownerUrl, max: 2 });
    await pool.query(grantQueueAccess);
    // A member may take the role and is otherwise nobody; an owner who serves as well grants to itself.
    const login = new URL(config.url).username || 'current_user';
    const member = login === 'current_user' ? login : pg.escapeIdentifier(decodeURIComponent(login));
    await pool.query(`grant storefront_runtime, storefront_operator to ${member}`);
  } finally {
    await pool.end();
  }
}

async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  const client = await openPglite({ dataDir });
  await migratePgliteClient(client);
  return serveFromPglite(client);
}

/** Tables, queues and grants, as the superuser that every new PGlite session is. Safe to repeat. */
export async function migratePgliteClient(client: PgliteClient): Promise<void> {
  await migratePglite(drizzlePglite(client), { migrationsFolder });
  await prepareQueues(queueConnectionOf(client));
  await client.exec(grantQueueAccess);
}

/** A migrated PGlite as the database of a server. It has one session: the role set here holds from now on. */
export async function serveFromPglite(client: PgliteClient): Promise<OpenDatabase> {
  await client.exec(asRuntime);
  return {
    // Both drivers answer `{ rows }`, which is all that our queries use of an answer.
    database: createDatabase(drizzlePglite(client) as unknown as Tx),
    queueConnection: queueConnectionOf(client),
    ping: async () => void (await client.query('select 1')),
    close: () => client.close(),
  };
}

function queueConnectionOf(client: PgliteClient): ConstructorOptions {
  return { db: fromPglite(client), backend: 'pglite' };
}

async function openPostgres(url: string): Promise<OpenDatabase> {
  const connection = runtimeConnection(url);
  const pool = new pg.Pool({ ...connection, max: 10, connectionTimeoutMillis: 5000 });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // Nor may one that breaks within a transaction, when the pool has stopped listening: the query says what happened.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = drizzlePostgres(pool);
  try {
    await refuseUnsafeSession(db);
  } catch (error) {
    await pool.end();
    throw error instanceof DrizzleQueryError ? unusable(error.cause) : error;
  }
  return {
    database: createDatabase(db),
    queueConnection: { ...connection, max: 5 },
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  };
}

function unusable(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : 'it does not answer';
  const advice = 'If it is new, run `storefront-chat migrate` first: that also lets this login serve.';
  return new Error(`The database of DATABASE_URL cannot be used: ${reason}. ${advice}`, { cause });
}

/** Every session starts in the role that owns nothing. Options in the URL would replace ours: they go along instead. */
function runtimeConnection(url: string) {
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  return { connectionString: address.href, options: `${given} -c role=${runtimeRole.name}`.trim() };
}

/** Row-level security does not bind owners, superusers and BYPASSRLS, nor whoever kept another role: refuse to serve so. */
async function refuseUnsafeSession(db: Tx): Promise<void> {
  const answer = await db.execute<{ role: string; isSpecial: boolean; hasTables: boolean }>(sql`
    select current_user as role,
      (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
        or exists (select 1 from pg_tables where schemaname = 'public' and tableowner = current_user) as "isSpecial",
      to_regclass('public.stores') is not null as "hasTables"`);
  const session = answer.rows[0];
  if (!session?.hasTables) throw new Error('The database has no tables yet: run `storefront-chat migrate` first.');
  if (session.role !== runtimeRole.name) {
    const advice = 'Connect to PostgreSQL itself, or let the pooler pass the start-up option `role` on.';
    throw new Error(`The database does not let us serve as ${runtimeRole.name}. ${advice}`);
  }
  if (session.isSpecial) {
    throw new Error(`${runtimeRole.name} must own nothing and must not be superuser: its rows would be everybody's.`);
  }
}
