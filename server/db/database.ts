import { sql } from 'drizzle-orm';
import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { operatorRole } from './tenancy.ts';

/** A running transaction. All queries go through one; on PGlite a query beside it would wait for itself. */
export type Tx = PgDatabase<NodePgQueryResultHKT>;

/**
 * The only way to the tables. Nothing is visible outside these two, and there is no third.
 * Keep HTTP out of `work`: it holds a connection, on PGlite the only one.
 */
export interface Database {
  /** Runs `work` in a transaction that sees and writes rows of this store alone. */
  inStore<T>(storeId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work` in a transaction over all stores: for the command line, sweeps and retention. Grep for it in reviews. */
  acrossStores<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** @param db a connection whose session already is `storefront_runtime`. */
export function createDatabase(db: Tx): Database {
  return {
    inStore: (storeId, work) =>
      db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.store_id', ${storeId}, true)`);
        return work(tx);
      }),
    acrossStores: (work) =>
      db.transaction(async (tx) => {
        await tx.execute(sql`set local role ${sql.identifier(operatorRole.name)}`);
        return work(tx);
      }),
  };
}

/** The first of rows that a query by primary or unique key gave. */
export function first<T>(rows: T[]): T | undefined {
  return rows[0];
}

/** The row that an insert or update with `returning` must have given. */
export function only<T>(rows: T[]): T {
  const row = rows[0];
  if (row === undefined || rows.length > 1) throw new Error(`Expected one row, got ${rows.length}.`);
  return row;
}
