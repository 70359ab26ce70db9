import { eq } from 'drizzle-orm';
import { openDatabase } from '../../server/db/open-database.ts';
import { events, visitors } from '../../server/events/tables.ts';
import type { Stage } from './stage.ts';
import type { StoredEvent, StoredVisitor } from './verdict.ts';

/** All that was stored, once nobody stores any more: the embedded database belongs to one process. */
export async function readTables(stage: Pick<Stage, 'database' | 'stores'>) {
  const opened = await openDatabase(stage.database);
  try {
    const rows: StoredEvent[] = [];
    const known: StoredVisitor[] = [];
    for (const [store, { id }] of stage.stores.entries()) {
      await opened.database.acrossStores(async (tx) => {
        const stored = await tx.select().from(events).where(eq(events.storeId, id));
        for (const row of stored) rows.push({ ...row, store });
        const seen = await tx.select().from(visitors).where(eq(visitors.storeId, id));
        for (const row of seen) known.push({ ...row, store });
      });
    }
    return { events: rows, visitors: known };
  } finally {
    await opened.close();
  }
}
