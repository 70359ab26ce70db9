import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { only } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { type OpeningHours, openingHoursSchema } from '../opening-hours/index.ts';
import type { ChangeDeps } from './change-stores.ts';
import { requireStore, type Store } from './find-store.ts';
import { parseInput } from './store-input.ts';
import { stores } from './tables.ts';

/** What is left out stays as it is. */
export type HoursChanges = Partial<OpeningHours>;

/**
 * Says when people of a store answer; null: always.
 * @throws AppError `store_not_found`; `invalid_request` when hours do not fit, or the first ones lack a week or a time zone.
 */
export async function setOpeningHours(
  deps: ChangeDeps,
  storeKey: string,
  changes: HoursChanges | null,
): Promise<Store> {
  return deps.database.acrossStores(async (tx) => {
    const before = await requireStore(tx, storeKey);
    const openingHours = changes && complete(before.openingHours, changes);
    const row = { openingHours, updatedAt: new Date() };
    const store = only(await tx.update(stores).set(row).where(eq(stores.id, before.id)).returning());
    const audit = { storeId: store.id, actor: deps.actor, action: 'stores.hours' };
    await recordAudit(tx, { ...audit, detail: { openingHours } });
    return store;
  });
}

function complete(before: OpeningHours | null, changes: HoursChanges): OpeningHours {
  const hours = { ...before, ...changes };
  if (!hours.timeZone)
    throw new AppError('invalid_request', 'timeZone: say in which time zone, such as Europe/Amsterdam');
  if (!hours.week) throw new AppError('invalid_request', 'week: say at which hours, such as mon-fri 09:00-17:30');
  return parseInput(openingHoursSchema, hours);
}
