import { inboxOf } from '../setup-context.ts';
import { settingsOutcome } from '../setup-report.ts';
import { refuse, type SetupContext, type SetupStep, type StepResult } from '../setup-step.ts';
import { syncInboxSettings } from '../sync-inbox-settings.ts';
import { neededSettings } from './website-inbox.ts';

/** Sets on the owner's inbox what chat needs and nothing else, and says what it was before. */
export const connectedSettings: SetupStep = {
  name: 'website-inbox',
  async run(context: SetupContext): Promise<StepResult> {
    const { state } = context;
    if (state.store.origins.length === 0) refuse(`Store ${state.store.key} has no origin yet: say where its shop is.`);
    const inbox = await context.account().inboxes.show(inboxOf(state, 'website').chatwootInboxId);
    const record = state.steps[connectedSettings.name];
    const synced = await syncInboxSettings(context, inbox, neededSettings, { record, isOurs: false });
    const message = `Inbox ${inbox.id}, "${inbox.settings.name}", is set as chat needs it.`;
    return { outcome: settingsOutcome(synced), message, ...synced };
  },
};
