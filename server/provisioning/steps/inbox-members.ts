import { accountOf, inboxOf } from '../setup-context.ts';
import { refuse, type SetupContext, type SetupStep, type StepResult } from '../setup-step.ts';

/** Makes the administrator a member of both inboxes: without members nobody shows as online, and agents see nothing. */
export const inboxMembers: SetupStep = {
  name: 'inbox-members',
  async run(context: SetupContext): Promise<StepResult> {
    const userId = accountOf(context.state).adminUserId ?? refuse('The account has no administrator of ours.');
    const { inboxes } = context.account();
    const ours = [inboxOf(context.state, 'website'), inboxOf(context.state, 'api')];
    const all = ours.map(({ chatwootInboxId }) => chatwootInboxId);
    const lacking: number[] = [];
    for (const id of all) {
      if (!(await inboxes.members(id)).includes(userId)) lacking.push(id);
    }
    const before = context.options.overwrite ? {} : (context.state.steps[inboxMembers.name]?.applied ?? {});
    const left = lacking.filter((id) => before[id] === userId);
    const joined = lacking.filter((id) => !left.includes(id));
    for (const id of joined) await inboxes.addMembers(id, [userId]);

    return {
      outcome: joined.length > 0 ? 'done' : left.length > 0 ? 'kept' : 'unchanged',
      message: describe(joined),
      kept: left.map((id) => ({ what: `members of inbox ${id}`, value: 'others', wanted: `user ${userId}` })),
      applied: Object.fromEntries(all.map((id) => [id, userId])),
    };
  },
};

function describe(joined: readonly number[]): string {
  return joined.length > 0
    ? `The administrator is a member of inbox ${joined.join(' and ')} now.`
    : 'Nobody had to be added to the inboxes.';
}
