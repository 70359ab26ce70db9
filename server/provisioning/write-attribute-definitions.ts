import { and, eq } from 'drizzle-orm';
import { first, type Tx } from '../db/database.ts';
import type { ServedStore } from '../stores/index.ts';
import { runSetup } from './run-setup.ts';
import type { SetupReport } from './setup-report.ts';
import type { SetupDeps } from './setup-step.ts';
import { defineAttributes, isDefined } from './steps/define-attributes.ts';
import { setupSteps } from './tables.ts';

/**
 * The one step of set-up that names what agents are to see, for a store that was set up before there was so much of it.
 * @returns null while the store has no account: set-up will do it.
 * @throws SetupError when Chatwoot does not play along; AppError `store_not_found`.
 */
export async function writeAttributeDefinitions(deps: SetupDeps, storeId: string): Promise<SetupReport | null> {
  const { account } = await deps.store.load(storeId);
  if (!account?.adminToken) return null;
  return runSetup(deps, { storeId, steps: [defineAttributes], options: {} });
}

/** Whether that step has nothing left to do, as far as we remember. */
export async function areAttributesDefined(tx: Tx, store: ServedStore): Promise<boolean> {
  const isIt = and(eq(setupSteps.storeId, store.id), eq(setupSteps.step, defineAttributes.name));
  const record = first(await tx.select().from(setupSteps).where(isIt));
  return record !== undefined && isDefined(store, record.applied);
}
