/** The door of this folder: mail that we owe somebody, sent once. */
export { canMail, canMailReplies, smtpUrlPlace } from './find-sender.ts';
export type { Letter, Mail, Paragraph } from './letter.ts';
export type { MailDeps, MailSettings } from './mail-deps.ts';
export { noticeOutages } from './notice-outages.ts';
export { oweMail } from './owe-mail.ts';
export { oweReceipt } from './owe-receipt.ts';
export { type FailedMail, failedMails, retryMail } from './retry-mail.ts';
export { type LetterWriters, sendMail } from './send-mail.ts';
export { sendTestMail } from './send-test-mail.ts';
export { readSender } from './sender-address.ts';
export { type MailSenderOverview, removeMailSender, setMailSender, showMailSender } from './set-mail-sender.ts';
export { readSmtpUrl } from './smtp-url.ts';
export { sweepMails } from './sweep-mails.ts';
export { mailTextsFor } from './texts/index.ts';
export { fill } from './texts/mail-texts.ts';
export { writeOutage } from './write-outage.ts';
export { writeReceipt } from './write-receipt.ts';
