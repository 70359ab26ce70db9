import type { InboxSettings } from '../../chatwoot/index.ts';
import { planSettings } from '../plan-settings.ts';
import { inboxOf } from '../setup-context.ts';
import { settingsOutcome } from '../setup-report.ts';
import type { SetupContext, SetupStep, StepResult } from '../setup-step.ts';
import { inboxLabels } from '../sync-inbox-settings.ts';

/** Who mails an answer to a shopper who has left: our server, Chatwoot, or nobody. */
export type ReplyMailer = 'server' | 'chatwoot' | 'nobody';

/** Never both: when our server can mail answers, Chatwoot is told not to. */
export const replyMail: SetupStep = {
  name: 'reply-mail',
  async run(context: SetupContext): Promise<StepResult> {
    const { inboxes } = context.account();
    const inbox = await inboxes.show(inboxOf(context.state, 'website').chatwootInboxId);
    const record = context.state.steps[replyMail.name];
    const before = record?.result.inboxId === inbox.id ? record.applied : {};
    const wanted = wantedContinuity(context);
    const plan = planSettings<InboxSettings>({
      wanted,
      actual: inbox.settings,
      applied: before,
      labels: inboxLabels,
      overwrite: context.options.overwrite ?? false,
    });
    if (plan.changed.length > 0) await inboxes.update(inbox.id, plan.update);
    const { changed, kept, applied } = plan;
    const message = sentences[whoMails(context, wanted.continuityViaEmail ?? inbox.settings.continuityViaEmail)];
    return { outcome: settingsOutcome(plan), message, changed, kept, applied, result: { inboxId: inbox.id } };
  },
};

const sentences: Record<ReplyMailer, string> = {
  server: 'Our server mails answers that a shopper has not seen.',
  chatwoot: 'Chatwoot mails answers that a shopper has not seen, if it can send mail.',
  nobody: 'Nobody mails answers that a shopper has not seen.',
};

/** What the website inbox should have. An owner's own inbox is left alone, unless answers would be mailed twice. */
export function wantedContinuity(context: SetupContext): Partial<Pick<InboxSettings, 'continuityViaEmail'>> {
  if (mailsItself(context)) return { continuityViaEmail: false };
  const { steps } = context.state;
  const isConnected = steps.connection !== undefined;
  const wasTurnedOff = steps[replyMail.name]?.applied.continuityViaEmail === false;
  return isConnected && !wasTurnedOff ? {} : { continuityViaEmail: true };
}

/** Who mails answers now, by what the inbox says. */
export async function whoMailsReplies(context: SetupContext): Promise<ReplyMailer> {
  const inbox = await context.account().inboxes.show(inboxOf(context.state, 'website').chatwootInboxId);
  return whoMails(context, inbox.settings.continuityViaEmail);
}

function whoMails(context: SetupContext, continuity: boolean | null): ReplyMailer {
  if (mailsItself(context)) return 'server';
  return continuity ? 'chatwoot' : 'nobody';
}

function mailsItself({ state, server }: SetupContext): boolean {
  return state.hasMailSender || server.canMail;
}
