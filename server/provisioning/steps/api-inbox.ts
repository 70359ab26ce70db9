import { ensureInbox } from '../ensure-inbox.ts';
import type { SetupContext, SetupStep, StepResult } from '../setup-step.ts';

/** The inbox for messages that cannot go through a visitor's session. */
export const apiInbox: SetupStep = {
  name: 'api-inbox',
  async run(context: SetupContext): Promise<StepResult> {
    const name = `${context.state.store.name} – messages`;
    const { inbox, isNew } = await ensureInbox(context, 'api', { name });
    if (isNew) return { outcome: 'done', message: `Made inbox ${inbox.id}, "${name}".` };
    return { outcome: 'unchanged', message: `Inbox ${inbox.id}, "${inbox.settings.name}", takes messages.` };
  },
};
