import type { PGlite } from '@electric-sql/pglite';
import type { DrizzleConfig } from 'drizzle-orm';
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite';
import type { PgliteClient } from './pglite-client.ts';

/** Drizzle over our client. Of PGlite's class Drizzle calls only `query` and `transaction`, though its types ask for all of it. */
export function drizzlePglite<Schema extends Record<string, unknown> = Record<string, never>>(
  client: PgliteClient,
  config: DrizzleConfig<Schema> = {},
): PgliteDatabase<Schema> {
  return drizzle(client as unknown as PGlite, config);
}
