import { runSetup } from './run-setup.ts';
import type { SetupReport, StepReport } from './setup-report.ts';
import type { SetupDeps, SetupOptions } from './setup-step.ts';
import { accountSettings } from './steps/account-settings.ts';
import { apiInbox } from './steps/api-inbox.ts';
import { checkVersion } from './steps/check-version.ts';
import { type ConnectTarget, connectInbox } from './steps/connect-inbox.ts';
import { connectedSettings } from './steps/connected-settings.ts';
import { defineAttributes } from './steps/define-attributes.ts';
import { inboxHours } from './steps/inbox-hours.ts';
import { replyMail } from './steps/reply-mail.ts';
import { sessionMoves } from './steps/session-moves.ts';
import { webhook } from './steps/webhook.ts';

type ConnectOptions = ConnectTarget & Pick<SetupOptions, 'overwrite' | 'probeAgain' | 'replyDomain'>;

/**
 * Puts a store on a website inbox that exists, with an administrator's token and no platform token. Only what chat needs
 * is set there; the report names each change with what it was before.
 * @throws SetupError with the report so far; AppError `store_not_found`.
 */
export function connectStore(
  deps: SetupDeps,
  storeId: string,
  options: ConnectOptions,
  onStep?: (report: StepReport) => void,
): Promise<SetupReport> {
  const steps = [
    connectInbox(options, deps),
    checkVersion,
    accountSettings,
    defineAttributes,
    connectedSettings,
    inboxHours,
    apiInbox,
    webhook,
    replyMail,
    sessionMoves,
  ];
  return runSetup(deps, { storeId, steps, options, onStep });
}
