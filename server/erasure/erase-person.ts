import { createHmac } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { AccountClient } from '../chatwoot/index.ts';
import type { Tx } from '../db/database.ts';
import { forgetVisitors } from '../events/index.ts';
import type { FileStore, StoredFile } from '../files/index.ts';
import { files } from '../files/tables.ts';
import { customers } from '../identity/tables.ts';
import { mails } from '../mail/tables.ts';
import { replies, replyCursors } from '../replies/tables.ts';
import { type ChangeDeps, requireStore } from '../stores/index.ts';
import { submissions } from '../submissions/tables.ts';
import { type ContactErasure, deleteContacts } from './delete-contacts.ts';
import { findTraces, isAmong, type Person, type Traces } from './find-traces.ts';

export interface ErasureDeps extends ChangeDeps {
  files: FileStore;
  accountClient(storeId: string, requestId: string): Promise<AccountClient | null>;
}

export interface ErasureReport {
  /** False: nothing was deleted, this is what would be. */
  isDone: boolean;
  /** What is, or was, here. */
  counts: Record<
    'messages' | 'undelivered' | 'files' | 'mails' | 'replies' | 'sessions' | 'customers' | 'visitors' | 'events',
    number
  >;
  /** Files whose bytes could not be deleted now; a job goes on trying. */
  filesLeft: number;
  /** What Chatwoot has of them. */
  chatwoot: { conversationIds: number[]; contactIds: number[]; erasures?: ContactErasure[] };
}

/** Counts what is kept of a person, and changes nothing. @throws AppError `store_not_found` */
export async function previewErasure({ database }: ErasureDeps, storeKey: string, person: Person) {
  const { id } = await database.acrossStores((tx) => requireStore(tx, storeKey));
  const traces = await database.inStore(id, (tx) => findTraces(tx, id, person));
  return reportOf(traces, false);
}

/**
 * Deletes what is kept of a person, what is not delivered yet included, and, if that is wanted, their contacts at
 * Chatwoot. Audited with counts, and with a keyed hash in place of the address or id.
 * @param options.alongside done in the same transaction, with what was found
 * @throws AppError `store_not_found`
 */
export async function erasePerson(
  deps: ErasureDeps,
  storeKey: string,
  person: Person,
  { chatwoot, alongside }: { chatwoot: boolean; alongside?: (tx: Tx, traces: Traces) => Promise<void> },
): Promise<ErasureReport> {
  const { id: storeId } = await deps.database.acrossStores((tx) => requireStore(tx, storeKey));
  // First here: what is not delivered yet must not make new traces there.
  const traces = await deps.database.inStore(storeId, async (tx) => {
    const found = await findTraces(tx, storeId, person);
    const { visitorIds, customer } = found;
    await forgetVisitors(tx, deps.secrets, { storeId, visitorIds, customerId: customer?.id }, new Date());
    await deleteRows(tx, found);
    const { counts } = reportOf(found, true);
    const detail = { person: hashOf(deps, person), ...counts, contactIds: found.contactIds };
    await recordAudit(tx, { storeId, actor: deps.actor, action: 'erase', detail });
    await alongside?.(tx, found);
    return found;
  });
  const report = reportOf(traces, true);
  const filesLeft = await deleteFiles(deps, storeId, traces.files);
  if (!chatwoot) return { ...report, filesLeft };
  const client = await deps.accountClient(storeId, `erase-${storeId}`);
  const erasures = client ? await deleteContacts(client, traces, 'email' in person ? person.email : undefined) : [];
  return { ...report, filesLeft, chatwoot: { ...report.chatwoot, erasures } };
}

async function deleteRows(tx: Tx, traces: Traces): Promise<void> {
  const { submissionIds, sessionIds, mailIds, replyIds, conversationIds, customer } = traces;
  await tx.delete(submissions).where(isAmong(submissions.id, submissionIds));
  await tx.delete(chatSessions).where(isAmong(chatSessions.id, sessionIds));
  await tx.delete(mails).where(isAmong(mails.id, mailIds));
  await tx.delete(replies).where(isAmong(replies.id, replyIds));
  await tx.delete(replyCursors).where(isAmong(replyCursors.chatwootConversationId, conversationIds));
  if (customer) await tx.delete(customers).where(isAmong(customers.id, [customer.id]));
}

/** The bytes first: as long as there are some, their row says where. @returns how many are left to a job */
async function deleteFiles(deps: ErasureDeps, storeId: string, found: StoredFile[]): Promise<number> {
  const removed = await Promise.allSettled(found.map((file) => deps.files.remove(file)));
  const gone = found.filter((_file, index) => removed[index]?.status === 'fulfilled').map(({ id }) => id);
  if (gone.length > 0) {
    await deps.database.inStore(storeId, (tx) => tx.delete(files).where(inArray(files.id, gone)));
  }
  return found.length - gone.length;
}

/** The same for the same person, and no help to whoever wants to know who it was. */
function hashOf({ secrets }: ErasureDeps, person: Person): string {
  const name = 'email' in person ? `email ${person.email.toLowerCase()}` : `customer ${person.customerId}`;
  return createHmac('sha256', secrets.derive('erasure')[0]).update(name).digest('base64url');
}

function reportOf(traces: Traces, isDone: boolean): ErasureReport {
  const { conversationIds, contactIds } = traces;
  return {
    isDone,
    counts: {
      messages: traces.submissionIds.length,
      undelivered: traces.undelivered,
      files: traces.files.length,
      mails: traces.mailIds.length,
      replies: traces.replyIds.length,
      sessions: traces.sessionIds.length,
      customers: traces.customer ? 1 : 0,
      visitors: traces.visitorIds.length,
      events: traces.events,
    },
    filesLeft: 0,
    chatwoot: { conversationIds, contactIds },
  };
}
