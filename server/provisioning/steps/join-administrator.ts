import { isChatwootError } from '../../chatwoot/index.ts';
import { accountIdOf, accountOf } from '../setup-context.ts';
import type { SetupContext, SetupStep, StepResult } from '../setup-step.ts';
import { makeAdministrator } from './create-administrator.ts';

/** Makes the administrator a member of the account, and sees that their token works there. */
export const joinAdministrator: SetupStep = {
  name: 'membership',
  async run(context: SetupContext): Promise<StepResult> {
    const accountId = accountIdOf(context.state);
    if (await isMember(context)) {
      return { outcome: 'unchanged', message: `The administrator is in account ${accountId}.` };
    }
    // Not let in: no member yet, or the token was made anew in Chatwoot. The platform tells us the current one.
    const user = await makeAdministrator(context);
    if (user.token !== accountOf(context.state).adminToken && (await isMember(context, user.token))) {
      return { outcome: 'changed', message: 'The administrator has a new token; it is remembered now.' };
    }
    await context.platform().upsertAccountUser(accountId, user.id, 'administrator');
    return { outcome: 'done', message: `The administrator has joined account ${accountId}.` };
  },
};

async function isMember(context: SetupContext, token?: string): Promise<boolean> {
  try {
    await context.account(token).show();
    return true;
  } catch (error) {
    if (isChatwootError(error, 'unauthorized')) return false;
    throw error;
  }
}
