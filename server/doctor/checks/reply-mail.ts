import { whoMailsReplies } from '../../provisioning/index.ts';
import type { Check, Finding } from '../check.ts';

/** Who mails agents' answers to shoppers who have left. */
export const replyMail: Check = {
  name: 'reply-mail',
  async run({ context }): Promise<Finding[]> {
    const mailer = await whoMailsReplies(context);
    const facts = { mailer };
    if (mailer === 'server') {
      return [{ state: 'ok', message: 'Our server mails answers that a shopper has not seen.', facts }];
    }
    const own = 'Or let our server do it: docs/mail-and-webhooks.md.';
    if (mailer === 'nobody') {
      const message = 'Nobody mails answers that a shopper has not seen: they are lost on everybody who has left.';
      return [{ state: 'problem', message, advice: `Turn "replies by e-mail" on in the inbox. ${own}`, facts }];
    }
    const { domain } = (await context.account().show()).settings;
    const message = 'Chatwoot mails answers that a shopper has not seen';
    if (domain) return [{ state: 'ok', message: `${message}, from ${domain}.`, facts: { ...facts, domain } }];
    const advice = `Give the account a domain for replies: run set-up again, or set it in Chatwoot. ${own}`;
    return [{ state: 'problem', message: `${message} only if the account has a domain; it has none.`, advice, facts }];
  },
};
