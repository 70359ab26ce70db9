import { runSetup } from './run-setup.ts';
import type { SetupReport, StepReport } from './setup-report.ts';
import type { SetupDeps, SetupOptions, SetupStep } from './setup-step.ts';
import { accountSettings } from './steps/account-settings.ts';
import { apiInbox } from './steps/api-inbox.ts';
import { checkVersion } from './steps/check-version.ts';
import { createAccount } from './steps/create-account.ts';
import { createAdministrator } from './steps/create-administrator.ts';
import { defineAttributes } from './steps/define-attributes.ts';
import { inboxHours } from './steps/inbox-hours.ts';
import { inboxMembers } from './steps/inbox-members.ts';
import { joinAdministrator } from './steps/join-administrator.ts';
import { replyMail } from './steps/reply-mail.ts';
import { sessionMoves } from './steps/session-moves.ts';
import { webhook } from './steps/webhook.ts';
import { websiteInbox } from './steps/website-inbox.ts';

/** In the order in which each finds what it needs. */
export const setupSteps: readonly SetupStep[] = [
  checkVersion,
  createAdministrator,
  createAccount,
  joinAdministrator,
  accountSettings,
  defineAttributes,
  websiteInbox,
  inboxHours,
  apiInbox,
  inboxMembers,
  webhook,
  replyMail,
  sessionMoves,
];

/**
 * Gives a store its account, administrator and inboxes in Chatwoot. Killed anywhere and run again it goes on; run twice
 * it writes nothing; what the owner changed by hand stays, and the report says so.
 * @param options `adminEmail` is needed the first time.
 * @throws SetupError with the report so far; AppError `store_not_found`.
 */
export function provisionStore(
  deps: SetupDeps,
  storeId: string,
  options: SetupOptions = {},
  onStep?: (report: StepReport) => void,
): Promise<SetupReport> {
  return runSetup(deps, { storeId, steps: setupSteps, options, onStep });
}
