import { accountOf, inboxOf, refuse, type SetupContext, type SetupStep, type StepResult } from '../setup-step.ts';

/** Makes the administrator a member of both inboxes: without members nobody shows as online, and agents see nothing. */
export const inboxMembers: SetupStep = {
  name: 'inbox-members',
  async run(context: SetupContext): Promise<StepResult> {
    const { state, options } = context;
    const userId = accountOf(state).adminUserId ?? refuse('The account has no administrator of ours.');
    const before = state.steps[inboxMembers.name]?.applied ?? {};
    const { inboxes } = context.account();
    const inboxIds = [inboxOf(state, 'website').chatwootInboxId, inboxOf(state, 'api').chatwootInboxId];
    const [joined, left]: [number[], number[]] = [[], []];

    for (const inboxId of inboxIds) {
      if ((await inboxes.members(inboxId)).includes(userId)) continue;
      const wasRemovedByOwner = before[inboxId] === userId && !options.overwrite;
      if (wasRemovedByOwner) left.push(inboxId);
      else joined.push((await inboxes.addMembers(inboxId, [userId])) && inboxId);
    }
    return {
      outcome: joined.length > 0 ? 'done' : left.length > 0 ? 'kept' : 'unchanged',
      message: describe(joined),
      kept: left.map((inboxId) => ({ what: `members of inbox ${inboxId}`, value: 'others', wanted: `user ${userId}` })),
      applied: Object.fromEntries(inboxIds.map((inboxId) => [inboxId, userId])),
    };
  },
};

function describe(joined: readonly number[]): string {
  return joined.length > 0
    ? `The administrator is a member of inbox ${joined.join(' and ')} now.`
    : 'The members of the inboxes were looked at.';
}
