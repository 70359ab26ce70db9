import { eq, sql } from 'drizzle-orm';
import { type Database, first } from '../db/database.ts';
import { widgetChunks } from './tables.ts';
import type { WidgetAssets } from './widget-assets.ts';

/** How long a chunk stays to be had after the last build that made it. */
export const chunkRetentionDays = 90;

/** Keeps this build's chunks for the loaders that will still ask for them when a later build serves. */
export async function rememberChunks(database: Database, assets: WidgetAssets): Promise<void> {
  const rows = [...assets.files].map(([file, code]) => ({ file, code }));
  if (rows.length === 0) return;
  await database.acrossStores((tx) =>
    tx
      .insert(widgetChunks)
      .values(rows)
      .onConflictDoUpdate({ target: widgetChunks.file, set: { lastBuiltAt: sql`now()` } }),
  );
}

/** The code of a chunk that an earlier build made, if it is not too old. */
export async function findChunk(database: Database, file: string): Promise<string | undefined> {
  const rows = await database.acrossStores((tx) => tx.select().from(widgetChunks).where(eq(widgetChunks.file, file)));
  return first(rows)?.code;
}
