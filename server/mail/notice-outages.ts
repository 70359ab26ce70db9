import { and, desc, eq, exists, lt, min, not, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { stores } from '../stores/tables.ts';
import { submissions } from '../submissions/tables.ts';
import type { Mail } from './letter.ts';
import type { MailDeps } from './mail-deps.ts';
import { oweMail } from './owe-mail.ts';
import { mails } from './tables.ts';

/** An outage is over when nothing waits that is older than this. */
const settledMs = 60_000;

/** What stands behind `about` of the mail that tells of an outage's end. */
const ending = ' over';

export const isEndOf = ({ about }: Pick<Mail, 'about'>) => about.endsWith(ending);

/**
 * The job, every minute: tells a store's people once that messages wait for a Chatwoot that cannot be had, and once
 * that all have arrived. Chatwoot stays where they go.
 * @returns how many mails are owed because of it.
 */
export async function noticeOutages(deps: MailDeps): Promise<number> {
  const now = deps.now();
  const candidates = await deps.database.acrossStores(async (tx) => [
    ...(await storesThatWait(tx, now)),
    ...(await storesToldOfOne(tx)),
  ]);
  let owed = 0;
  for (const storeId of new Set(candidates)) owed += await look(deps, storeId, now);
  return owed;
}

async function storesThatWait(tx: Tx, now: Date): Promise<string[]> {
  const limit = sql`${now.toISOString()}::timestamptz - ${stores.outageNoticeMinutes} * interval '1 minute'`;
  const overdue = tx
    .select({ one: sql`1` })
    .from(submissions)
    .where(and(eq(submissions.storeId, stores.id), isUndelivered, lt(submissions.receivedAt, limit)));
  const isToBeTold = and(not(eq(stores.supportEmail, '')), exists(overdue));
  return (await tx.select({ id: stores.id }).from(stores).where(isToBeTold)).map(({ id }) => id);
}

const isUndelivered = eq(submissions.state, 'received');

/** Stores whose last notice has no end yet. */
async function storesToldOfOne(tx: Tx): Promise<string[]> {
  const last = await tx
    .selectDistinctOn([mails.storeId], { storeId: mails.storeId, about: mails.about })
    .from(mails)
    .where(eq(mails.kind, 'outage'))
    .orderBy(mails.storeId, desc(mails.createdAt), desc(mails.id));
  return last.filter((mail) => !isEndOf(mail)).map(({ storeId }) => storeId);
}

function look(deps: MailDeps, storeId: string, now: Date): Promise<number> {
  return deps.database.inStore(storeId, async (tx) => {
    const open = await openNotice(tx, storeId);
    const { oldestId, oldestAt, store } = await whatWaits(tx, storeId);
    if (!store) return 0;
    const waitsMs = oldestAt ? now.getTime() - oldestAt.getTime() : 0;
    if (open) return waitsMs > settledMs ? 0 : owe(`${open.about}${ending}`, open.recipient);
    const isOverdue = waitsMs > store.outageNoticeMinutes * 60_000;
    return oldestId && isOverdue && store.supportEmail ? owe(oldestId, store.supportEmail) : 0;

    async function owe(about: string, recipient: string) {
      const facts = open ? { since: open.createdAt.toISOString() } : {};
      const mail = { kind: 'outage' as const, about, recipient, facts, requestId: `outage-${storeId}` };
      return (await oweMail(deps, tx, storeId, mail)) ? 1 : 0;
    }
  });
}

/** The notice of the outage that is still on. */
async function openNotice(tx: Tx, storeId: string): Promise<Mail | null> {
  const isNotice = and(eq(mails.storeId, storeId), eq(mails.kind, 'outage'));
  const [last] = await tx.select().from(mails).where(isNotice).orderBy(desc(mails.createdAt), desc(mails.id)).limit(1);
  return last && !isEndOf(last) ? last : null;
}

async function whatWaits(tx: Tx, storeId: string) {
  const isWaiting = and(eq(submissions.storeId, storeId), isUndelivered);
  const { id, receivedAt } = submissions;
  const [oldest] = await tx.select({ id, receivedAt }).from(submissions).where(isWaiting).orderBy(receivedAt).limit(1);
  const [store] = await tx.select().from(stores).where(eq(stores.id, storeId));
  return { oldestId: oldest?.id, oldestAt: oldest?.receivedAt, store };
}

/** How many messages of a store wait, and since when; for the words of a notice. */
export async function waitingMessages(tx: Tx, storeId: string): Promise<{ count: number; oldest: Date | null }> {
  const isWaiting = and(eq(submissions.storeId, storeId), isUndelivered);
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int`, oldest: min(submissions.receivedAt) })
    .from(submissions)
    .where(isWaiting);
  return { count: row?.count ?? 0, oldest: row?.oldest ?? null };
}
