import { and, desc, eq } from 'drizzle-orm';
import { first, type Tx } from '../db/database.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Mail } from './letter.ts';
import { mails } from './tables.ts';

/** A mail that will not be sent by itself any more. Its recipient stays where it is. */
export type FailedMail = Pick<Mail, 'id' | 'kind' | 'about' | 'tries' | 'failure' | 'createdAt'>;

/** The dead letters of a store, newest first. In a transaction that sees the store. */
export async function failedMails(tx: Tx, storeId: string, limit = 100): Promise<FailedMail[]> {
  const { id, kind, about, tries, failure, createdAt } = mails;
  return tx
    .select({ id, kind, about, tries, failure, createdAt })
    .from(mails)
    .where(and(eq(mails.storeId, storeId), eq(mails.state, 'failed')))
    .orderBy(desc(createdAt))
    .limit(limit);
}

interface RetryDeps {
  jobs: Jobs;
  now(): Date;
}

/**
 * Has a dead letter sent again, with another three days to do it in.
 * @returns false when the store has no such mail, or it has not failed.
 */
export async function retryMail(deps: RetryDeps, tx: Tx, storeId: string, mailId: string): Promise<boolean> {
  const isDead = and(eq(mails.id, mailId), eq(mails.storeId, storeId), eq(mails.state, 'failed'));
  const anew = { state: 'waiting' as const, tries: 0, nextTryAt: null, failure: null, createdAt: deps.now() };
  const revived = first(await tx.update(mails).set(anew).where(isDead).returning({ id: mails.id }));
  if (!revived) return false;
  await deps.jobs.enqueue(tx, 'send-mail', { storeId, mailId, requestId: `retry-${mailId}` });
  return true;
}
