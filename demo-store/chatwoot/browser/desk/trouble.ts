import { forgetSession } from './agent-session.ts';
import { DeskApiError } from './desk-api.ts';
import type { DeskContext } from './desk-context.ts';

/**
 * Runs what asks Chatwoot for something, and notes how that went: the desk says so, and goes on asking until it works.
 * An agent whose token is not good any more has to sign in again; a conversation that is gone is closed.
 */
export async function notingTrouble({ store }: DeskContext, request: () => Promise<void>): Promise<void> {
  try {
    await request();
    if (store.get().trouble) store.set({ trouble: undefined });
  } catch (error) {
    const { status, isSuspended } = error instanceof DeskApiError ? error : { status: 0, isSuspended: false };
    if (status === 401 && !isSuspended) return leave();
    if (status === 404) return store.set({ openId: undefined });
    store.set({ trouble: isSuspended ? 'suspended' : 'unreachable' });
  }
}

function leave(): void {
  forgetSession();
  location.assign('/app');
}
