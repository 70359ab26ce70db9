import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { MailDeps } from './mail-deps.ts';
import { mails } from './tables.ts';

const mostAtOnce = 500;
/** A mail whose time came this long ago has lost its job. */
const overdueMs = 60_000;

/** Gives mails that wait without a job, because a process died with it, a new one. At start and every minute. */
export async function sweepMails(deps: MailDeps): Promise<number> {
  const overdue = new Date(deps.now().getTime() - overdueMs);
  const isForgotten = or(and(isNull(mails.nextTryAt), lt(mails.createdAt, overdue)), lt(mails.nextTryAt, overdue));
  return deps.database.acrossStores(async (tx) => {
    const waiting = await tx
      .select({ storeId: mails.storeId, mailId: mails.id })
      .from(mails)
      .where(and(eq(mails.state, 'waiting'), isForgotten))
      .limit(mostAtOnce);
    for (const mail of waiting)
      await deps.jobs.enqueue(tx, 'send-mail', { ...mail, requestId: `sweep-${mail.mailId}` });
    return waiting.length;
  });
}
