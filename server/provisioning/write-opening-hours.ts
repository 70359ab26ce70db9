import { runSetup } from './run-setup.ts';
import type { SetupReport } from './setup-report.ts';
import type { SetupDeps, SetupOptions } from './setup-step.ts';
import { inboxHours } from './steps/inbox-hours.ts';

/**
 * The one step of set-up that gives the store's inbox its opening hours.
 * @returns null while the store has no inbox: set-up will write them.
 * @throws SetupError when Chatwoot does not play along; AppError `store_not_found`.
 */
export async function writeOpeningHours(
  deps: SetupDeps,
  storeId: string,
  options: Pick<SetupOptions, 'overwrite'> = {},
): Promise<SetupReport | null> {
  const { inboxes, account } = await deps.store.load(storeId);
  if (!inboxes.website || !account?.adminToken) return null;
  return runSetup(deps, { storeId, steps: [inboxHours], options });
}
