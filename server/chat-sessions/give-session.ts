import { and, eq, isNull } from 'drizzle-orm';
import type { WidgetClient } from '../chatwoot/index.ts';
import { first, type Tx } from '../db/database.ts';
import type { Customer } from '../identity/index.ts';
import { submissions } from '../submissions/tables.ts';
import { hasWrittenLately } from './has-written-lately.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import { type ChatSession, visitorTokens } from './visitor-token.ts';

/** Makes a session a customer's that is nobody's yet. @returns the session as it is then */
export async function giveSession(
  tx: Tx,
  { id }: ChatSession,
  customer: Customer,
  changes: Partial<ChatSession> = {},
): Promise<ChatSession | undefined> {
  const isNobodys = and(eq(chatSessions.id, id), isNull(chatSessions.customerId));
  const given = { ...changes, customerId: customer.id };
  return first(await tx.update(chatSessions).set(given).where(isNobodys).returning());
}

/**
 * A customer signs in on a page whose session is bound already. With what was written in it just now it becomes theirs;
 * where nothing was, it begins anew; what was written long ago stays nobody's. Any other session is left as it is.
 * @param clientAs speaks as the visitor of a token
 * @returns undefined when the page has to ask with a new `requestId`
 * @throws ChatwootError when Chatwoot cannot be asked
 */
export async function signInToBound(
  deps: SessionDeps,
  session: ChatSession,
  customer: Customer | undefined,
  clientAs: (token: string) => WidgetClient,
): Promise<ChatSession | undefined> {
  const token = visitorTokens(deps.secrets).bound(session);
  if (!customer || session.customerId || !token) return session;
  const isTheirs = await hasWrittenLately(deps, session, clientAs(token));
  return deps.database.inStore(session.storeId, async (tx) => {
    if (isTheirs) return giveSession(tx, session, customer);
    const isOfSession = eq(submissions.sessionId, session.id);
    const written = await tx.select({ id: submissions.id }).from(submissions).where(isOfSession).limit(1);
    if (written.length > 0) return undefined;
    return giveSession(tx, session, customer, { visitorTokenSealed: null, visitorKey: null, boundAt: null });
  });
}
