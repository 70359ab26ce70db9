import { runSetup } from './run-setup.ts';
import type { SetupReport } from './setup-report.ts';
import type { SetupDeps, SetupOptions } from './setup-step.ts';
import { replyMail } from './steps/reply-mail.ts';

/**
 * The one step of set-up that says who mails answers, for when a store's mail has changed.
 * @returns null while the store has no inbox: set-up will say it.
 * @throws SetupError when Chatwoot does not play along; AppError `store_not_found`.
 */
export async function writeReplyMail(
  deps: SetupDeps,
  storeId: string,
  options: Pick<SetupOptions, 'overwrite'> = {},
): Promise<SetupReport | null> {
  const { inboxes, account } = await deps.store.load(storeId);
  if (!inboxes.website || !account?.adminToken) return null;
  return runSetup(deps, { storeId, steps: [replyMail], options });
}
