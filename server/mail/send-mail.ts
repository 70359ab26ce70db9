import { and, eq, isNull, lte, or } from 'drizzle-orm';
import { isChatwootError } from '../chatwoot/index.ts';
import { first } from '../db/database.ts';
import type { JobData } from '../jobs/queues.ts';
import { findSender, type Sender } from './find-sender.ts';
import type { LetterWriter, Mail } from './letter.ts';
import type { MailDeps } from './mail-deps.ts';
import { type Posted, postLetter } from './post-letter.ts';
import { mails } from './tables.ts';

export type LetterWriters = Record<Mail['kind'], LetterWriter>;

/** Longer than one try can take: what a killed process held is free after this. */
const leaseMs = 2 * 60_000;
const triesEndMs = 3 * 86_400_000;
const longestPauseMs = 30 * 60_000;

/**
 * The job: writes a mail's words and hands it to the mail server. Trouble that may pass is tried again for three days;
 * a refusal makes it a dead letter, with the reason. It is sent once, except for one gap that SMTP leaves: a process
 * that dies after the mail server has taken it and before that is written down sends it again, with the same
 * `Message-ID`.
 */
export async function sendMail(deps: MailDeps, writers: LetterWriters, job: JobData['send-mail']): Promise<void> {
  const claimed = await claim(deps, job);
  if (!claimed) return;
  const { mail, sender } = claimed;
  const outcome = sender ? await post(deps, writers[mail.kind], mail, sender, job.requestId) : noSender;
  await record(deps, mail, outcome, job.requestId);
}

const noSender: Posted = { state: 'again', reason: 'the store cannot send mail' };

/** Takes the mail for a while and counts the try: of two processes that have the job only one goes on. */
async function claim(deps: MailDeps, { storeId, mailId }: JobData['send-mail']) {
  const now = deps.now();
  const isFree = or(isNull(mails.nextTryAt), lte(mails.nextTryAt, now));
  return deps.database.inStore(storeId, async (tx) => {
    const isWaiting = and(eq(mails.id, mailId), eq(mails.state, 'waiting'), isFree);
    const mail = first(await tx.select().from(mails).where(isWaiting).for('update'));
    if (!mail) return null;
    const taken = { tries: mail.tries + 1, nextTryAt: new Date(now.getTime() + leaseMs) };
    await tx.update(mails).set(taken).where(eq(mails.id, mailId));
    const store = deps.directory.findById(storeId);
    return { mail: { ...mail, ...taken }, sender: store ? await findSender(deps, tx, store) : null };
  });
}

async function post(deps: MailDeps, write: LetterWriter, mail: Mail, sender: Sender, requestId: string) {
  try {
    const letter = await write(mail, requestId);
    if (!letter) return { state: 'nothing-to-say' } as const;
    const envelope = { recipient: mail.recipient, messageId: mail.messageId, at: deps.now() };
    return await postLetter(sender, letter, envelope, deps.mail.mayBeInternal);
  } catch (error) {
    // An agent's words are fetched when they are mailed: without Chatwoot there are none yet.
    if (!isChatwootError(error)) throw error;
    return { state: 'again', reason: `Chatwoot, ${error.kind}` } as const;
  }
}

async function record(deps: MailDeps, mail: Mail, outcome: Posted | { state: 'nothing-to-say' }, requestId: string) {
  const { storeId, id: mailId } = mail;
  const now = deps.now();
  const isIt = eq(mails.id, mailId);
  await deps.database.inStore(storeId, async (tx) => {
    if (outcome.state === 'nothing-to-say') return void (await tx.delete(mails).where(isIt));
    if (outcome.state === 'sent') {
      return void (await tx.update(mails).set({ state: 'sent', sentAt: now, failure: null }).where(isIt));
    }
    const isOver = now.getTime() - mail.createdAt.getTime() > triesEndMs;
    if (outcome.state === 'refused' || isOver) {
      return void (await tx.update(mails).set({ state: 'failed', failure: outcome.reason }).where(isIt));
    }
    const delayMs = pauseMs(mail.tries);
    const nextTryAt = new Date(now.getTime() + delayMs);
    await tx.update(mails).set({ nextTryAt, failure: outcome.reason }).where(isIt);
    await deps.jobs.enqueue(tx, 'send-mail', { storeId, mailId, requestId }, { delayMs });
  });
  if ('reason' in outcome) deps.logger.warn({ storeId, mailId, ...outcome }, 'mail not sent');
}

/** 15 s, 30 s, 1 min … up to half an hour, each between half and the whole of it. */
function pauseMs(tries: number): number {
  return Math.min(longestPauseMs, 15_000 * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
}
