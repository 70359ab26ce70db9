import { and, count, eq, gt, sql } from 'drizzle-orm';
import { only, type Tx } from '../db/database.ts';
import { offersChat, type ServedStore } from '../stores/index.ts';
import type { submissions } from '../submissions/tables.ts';
import type { MailDeps } from './mail-deps.ts';
import { oweMail } from './owe-mail.ts';
import { mails } from './tables.ts';

/** Nobody is to get more mail than this because somebody types their address into a shop. */
const mostPerAddress = 3;
/** A flood of made-up addresses must not ruin a shop's name as a sender. */
const mostPerStore = 500;
const windowMs = 86_400_000;

type Submission = Pick<
  typeof submissions.$inferSelect,
  'id' | 'sessionId' | 'contactEmail' | 'reason' | 'state' | 'httpRequestId'
>;

/**
 * Owes the shopper a receipt with the reference when a message came with an address and without chat: one per session,
 * three a day for one address. In the transaction that stores message or address.
 */
export async function oweReceipt(
  deps: MailDeps,
  tx: Tx,
  store: Pick<ServedStore, 'id' | 'mode' | 'isChatOn'>,
  submission: Submission,
): Promise<void> {
  const { id, sessionId, contactEmail, reason, state, httpRequestId: requestId } = submission;
  const isWithoutChat = reason !== null || !offersChat(store);
  // What is held as spam is nobody's message yet.
  if (!contactEmail || !isWithoutChat || state === 'failed') return;
  const since = new Date(deps.now().getTime() - windowMs);
  if (await hasEnough(tx, store.id, contactEmail, since)) return;
  const facts = { submissionId: id };
  await oweMail(deps, tx, store.id, { kind: 'receipt', about: sessionId, recipient: contactEmail, facts, requestId });
}

async function hasEnough(tx: Tx, storeId: string, address: string, since: Date): Promise<boolean> {
  // `ana+1@…` and `Ana@…` are one mailbox to most mail servers.
  const mailbox = sql`regexp_replace(lower(${mails.recipient}), '[+][^@]*@', '@')`;
  const isRecent = and(eq(mails.storeId, storeId), eq(mails.kind, 'receipt'), gt(mails.createdAt, since));
  const counts = only(
    await tx
      .select({ all: count(), own: count(sql`case when ${mailbox} = ${mailboxOf(address)} then 1 end`) })
      .from(mails)
      .where(isRecent),
  );
  return counts.own >= mostPerAddress || counts.all >= mostPerStore;
}

function mailboxOf(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, '@');
}
