import { eq } from 'drizzle-orm';
import { first, type Tx } from '../db/database.ts';
import { secretPlace } from '../db/secrets.ts';
import type { MailDeps, MailSettings } from './mail-deps.ts';
import { readSender, type SenderAddress } from './sender-address.ts';
import { mailSenders } from './tables.ts';

/** What a store sends with: its own sender, or the server's. */
export interface Sender {
  address: SenderAddress;
  smtpUrl: string;
  /** Whether the store named the mail server, and not the operator. */
  isOwn: boolean;
}

/** Where a store's SMTP address is sealed. */
export const smtpUrlPlace = (storeId: string) => secretPlace('mail_senders', 'smtp_url', storeId);

interface SenderDeps extends Pick<MailDeps, 'secrets'> {
  mail: Pick<MailSettings, 'server'>;
}

/** How this store sends mail; null: it cannot. In a transaction that sees the store. */
export async function findSender(
  { secrets, mail }: SenderDeps,
  tx: Tx,
  store: { id: string; name: string },
): Promise<Sender | null> {
  const row = first(await tx.select().from(mailSenders).where(eq(mailSenders.storeId, store.id)));
  const address = readSender(row?.sender ?? mail.server?.from ?? '');
  if (!address) return null;
  if (row) return { address, smtpUrl: secrets.open(row.smtpUrlSealed, smtpUrlPlace(store.id)), isOwn: true };
  // A shopper knows the shop, not whoever runs the server.
  return mail.server && { address: { ...address, name: store.name }, smtpUrl: mail.server.smtpUrl, isOwn: false };
}

/** Whether agents' replies to this store's shoppers are mailed by us. */
export async function canMailReplies(deps: Pick<MailDeps, 'database' | 'mail'>, storeId: string): Promise<boolean> {
  return deps.database.inStore(storeId, (tx) => canMail(deps, tx, storeId));
}

/** The same inside a transaction of the store. */
export async function canMail({ mail }: Pick<MailDeps, 'mail'>, tx: Tx, storeId: string): Promise<boolean> {
  if (mail.server) return true;
  const isOfStore = eq(mailSenders.storeId, storeId);
  return (await tx.select({ id: mailSenders.id }).from(mailSenders).where(isOfStore)).length > 0;
}
