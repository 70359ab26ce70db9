import { and, eq, isNotNull } from 'drizzle-orm';
import type { WidgetClient } from '../chatwoot/index.ts';
import type { Tx } from '../db/database.ts';
import { submissions } from '../submissions/tables.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import { visitorKey } from './visitor-token.ts';

/**
 * Takes the address that a guest has left off their contact, before the contact becomes a known customer's: whoever
 * names an address that a customer's contact has walks over to it (Chatwoot asks for no proof). It still stands beside
 * the conversation, as unproven.
 * @param client speaks as the visitor of `token`, who is about to be identified
 * @throws ChatwootError when Chatwoot cannot be asked
 */
export async function dropGuestAddress(
  deps: SessionDeps,
  storeId: string,
  client: WidgetClient,
  token: string,
  requestId: string,
): Promise<void> {
  const key = visitorKey(token);
  if (!key || !(await deps.database.inStore(storeId, (tx) => hasLeftAddress(tx, key)))) return;
  const { contact } = await client.config();
  if (!contact.email || contact.identifier) return;
  const account = await deps.accountClient(storeId, requestId);
  await account?.contacts.update(contact.id, { email: null });
}

async function hasLeftAddress(tx: Tx, key: string): Promise<boolean> {
  const rows = await tx
    .select({ id: submissions.id })
    .from(submissions)
    .innerJoin(chatSessions, eq(chatSessions.id, submissions.sessionId))
    .where(and(eq(chatSessions.visitorKey, key), isNotNull(submissions.contactEmail)))
    .limit(1);
  return rows.length > 0;
}
