import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, pgPolicy, pgRole } from 'drizzle-orm/pg-core';

/** Serves requests and jobs of one store at a time; owns nothing. Made by the first migration. */
export const runtimeRole = pgRole('storefront_runtime').existing();

/** Taken for the length of one transaction by work that is about all stores: the command line, retention, sweeps. */
export const operatorRole = pgRole('storefront_operator').existing();

/** The store that this transaction is about; null when nobody said, and then no row matches. */
export const currentStore = sql`nullif(current_setting('app.store_id', true), '')::uuid`;

/** Row-level security of a table whose rows belong to one store. */
export function belongsToStore(name: string, storeId: AnyPgColumn) {
  return restrictedTo(name, sql`${storeId} = ${currentStore}`);
}

/** Row-level security by any condition; operators see every row. */
export function restrictedTo(name: string, condition: SQL) {
  return [
    pgPolicy(`${name}_of_current_store`, { to: runtimeRole, using: condition, withCheck: condition }),
    pgPolicy(`${name}_for_operator`, { to: operatorRole, using: sql`true`, withCheck: sql`true` }),
  ];
}
