import type { JobHandlers } from './jobs/jobs.ts';
import { type LetterWriters, noticeOutages, sendMail, sweepMails, writeOutage, writeReceipt } from './mail/index.ts';
import { agreeOnReplyMail } from './provisioning/index.ts';
import { mailReply, pollReplies, type ReplyDeps, sweepReplies, writeReply } from './replies/index.ts';

type MailQueue = 'send-mail' | 'mail-reply' | 'poll-replies' | 'notice-outages' | 'sweep-mails';

/** The jobs of mail and answers: each kind of mail is written by whoever knows what it tells of. */
export function mailHandlers(deps: ReplyDeps): Pick<JobHandlers, MailQueue> {
  const writers: LetterWriters = {
    outage: (mail) => writeOutage(deps, mail),
    receipt: (mail) => writeReceipt(deps, mail),
    reply: (mail, requestId) => writeReply(deps, mail, requestId),
  };
  return {
    'send-mail': (job) => sendMail(deps, writers, job),
    'mail-reply': (job) => mailReply(deps, job),
    'poll-replies': async () => void (await pollReplies(deps)),
    'notice-outages': async () => void (await noticeOutages(deps)),
    'sweep-mails': async () => {
      await agreeOnReplyMail({ ...deps, server: { publicUrl: null, canMail: deps.mail.server !== null } });
      await sweepMails(deps);
      await sweepReplies(deps);
    },
  };
}
