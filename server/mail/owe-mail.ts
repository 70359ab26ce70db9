import { randomUUID } from 'node:crypto';
import { first, type Tx } from '../db/database.ts';
import { findSender } from './find-sender.ts';
import type { MailDeps } from './mail-deps.ts';
import { domainOf } from './sender-address.ts';
import { mails } from './tables.ts';

type NewMail = Pick<typeof mails.$inferInsert, 'kind' | 'about' | 'recipient' | 'facts'> & { requestId: string };

/**
 * Writes down that somebody is owed a mail, together with the job that sends it: both are there once the caller's
 * transaction is committed. There is never a second one of a kind about the same.
 * @returns its id; null when it is owed already, or the store cannot send mail.
 */
export async function oweMail(deps: MailDeps, tx: Tx, storeId: string, mail: NewMail): Promise<string | null> {
  const { requestId, ...values } = mail;
  const store = deps.directory.findById(storeId);
  const sender = store && (await findSender(deps, tx, store));
  if (!sender) return null;
  const id = randomUUID();
  const messageId = `<${id}@${domainOf(sender.address.address)}>`;
  const row = { id, storeId, messageId, createdAt: deps.now(), ...values };
  const owed = first(await tx.insert(mails).values(row).onConflictDoNothing().returning({ id: mails.id }));
  if (!owed) return null;
  await deps.jobs.enqueue(tx, 'send-mail', { storeId, mailId: id, requestId });
  return id;
}
