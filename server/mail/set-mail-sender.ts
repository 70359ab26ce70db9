import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { first } from '../db/database.ts';
import { type ChangeDeps, requireStore } from '../stores/index.ts';
import { smtpUrlPlace } from './find-sender.ts';
import { requireSender } from './sender-address.ts';
import { readSmtpUrl, requireMailServer } from './smtp-url.ts';
import { mailSenders } from './tables.ts';

export interface MailSenderInput {
  /** `hello@shop.example` or `Shop <hello@shop.example>`. */
  from: string;
  /** Left out: the one that is known stays. */
  smtpUrl?: string | undefined;
}

/** How a store sends its own mail, for people to read: no login in it. */
export interface MailSenderOverview {
  from: string;
  /** `smtp.shop.example:587` */
  server: string;
}

/**
 * Lets a store send its own mail.
 * @param mayBeInternal whether the mail server may stand in our own network.
 * @throws AppError `store_not_found`; `invalid_request`, which never repeats the SMTP address.
 */
export async function setMailSender(
  deps: ChangeDeps,
  storeKey: string,
  input: MailSenderInput,
  mayBeInternal: boolean,
): Promise<MailSenderOverview> {
  const { name, address } = requireSender(input.from);
  const from = name ? `${name} <${address}>` : address;
  const known = await smtpUrlOf(deps, storeKey);
  const smtpUrl = input.smtpUrl ?? known ?? '';
  const { host, port } = await requireMailServer(readSmtpUrl(smtpUrl), mayBeInternal);
  await deps.database.acrossStores(async (tx) => {
    const { id: storeId } = await requireStore(tx, storeKey);
    const values = { sender: from, smtpUrlSealed: deps.secrets.seal(smtpUrl, smtpUrlPlace(storeId)) };
    await tx
      .insert(mailSenders)
      .values({ storeId, ...values })
      .onConflictDoUpdate({ target: mailSenders.storeId, set: values });
    const detail = { from, server: host, login: input.smtpUrl ? 'given' : 'unchanged' };
    await recordAudit(tx, { storeId, actor: deps.actor, action: 'stores.mail', detail });
  });
  return { from, server: `${host}:${port}` };
}

/** From now on the store sends as the server does, if that can. @throws AppError `store_not_found`. */
export async function removeMailSender(deps: ChangeDeps, storeKey: string): Promise<void> {
  await deps.database.acrossStores(async (tx) => {
    const { id: storeId } = await requireStore(tx, storeKey);
    await tx.delete(mailSenders).where(eq(mailSenders.storeId, storeId));
    await recordAudit(tx, { storeId, actor: deps.actor, action: 'stores.mail', detail: { from: null } });
  });
}

/** Null: the store has no sender of its own. @throws AppError `store_not_found`. */
export async function showMailSender(deps: ChangeDeps, storeKey: string): Promise<MailSenderOverview | null> {
  const smtpUrl = await smtpUrlOf(deps, storeKey);
  const row = await senderRow(deps, storeKey);
  const server = readSmtpUrl(smtpUrl ?? '');
  return row && server ? { from: row.sender, server: `${server.host}:${server.port}` } : null;
}

async function smtpUrlOf(deps: ChangeDeps, storeKey: string): Promise<string | null> {
  const row = await senderRow(deps, storeKey);
  return row ? deps.secrets.open(row.smtpUrlSealed, smtpUrlPlace(row.storeId)) : null;
}

async function senderRow({ database }: ChangeDeps, storeKey: string) {
  return database.acrossStores(async (tx) => {
    const { id } = await requireStore(tx, storeKey);
    return first(await tx.select().from(mailSenders).where(eq(mailSenders.storeId, id)));
  });
}
