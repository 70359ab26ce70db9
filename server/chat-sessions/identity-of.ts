import { isChatwootError } from '../chatwoot/index.ts';
import type { BoundSession } from './bind-session.ts';
import { checkIdentity } from './check-identity.ts';
import type { SessionDeps } from './session-deps.ts';
import type { ChatSession } from './visitor-token.ts';

/** A page waits for this answer: what takes longer is looked at by a job. */
const patienceMs = 1500;

/**
 * What a page is told about who its visitor is: verified only as long as Chatwoot shows their conversation so. Without a
 * conversation our own `set_user` is all there is.
 */
export async function identityOf(
  deps: SessionDeps,
  session: ChatSession,
  { identity }: BoundSession,
  conversationId: number | undefined,
  requestId: string,
): Promise<BoundSession['identity']> {
  if (identity !== 'verified' || conversationId === undefined || session.confirmedAt) return identity;
  const answer = await Promise.race([
    checkIdentity(deps, session, conversationId, requestId).catch(orUnknown),
    new Promise<'unknown'>((resolve) => setTimeout(resolve, patienceMs, 'unknown').unref()),
  ]);
  if (answer !== 'unknown') return answer === 'confirmed' ? 'verified' : 'refused';
  const { storeId, id: sessionId } = session;
  await deps.database.inStore(storeId, (tx) =>
    deps.jobs.enqueue(tx, 'confirm-identity', { storeId, sessionId, requestId }),
  );
  return identity;
}

function orUnknown(error: unknown): 'unknown' {
  if (isChatwootError(error)) return 'unknown';
  throw error;
}
