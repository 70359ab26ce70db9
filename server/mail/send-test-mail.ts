import { randomUUID } from 'node:crypto';
import { AppError } from '../errors.ts';
import { type ChangeDeps, requireStore } from '../stores/index.ts';
import { findSender } from './find-sender.ts';
import type { MailSettings } from './mail-deps.ts';
import { type Posted, postLetter } from './post-letter.ts';
import { domainOf, readSender } from './sender-address.ts';

/**
 * Sends a store's people a mail at once, to see that it can.
 * @throws AppError `store_not_found`; `invalid_request` when the store cannot send, or the address is none.
 */
export async function sendTestMail(
  deps: ChangeDeps & { mail: Pick<MailSettings, 'server' | 'mayBeInternal'> },
  storeKey: string,
  recipient: string,
): Promise<Posted> {
  const address = readSender(recipient)?.address;
  if (!address) throw new AppError('invalid_request', 'test: should be an address such as you@shop.example');
  const { store, sender } = await deps.database.acrossStores(async (tx) => {
    const store = await requireStore(tx, storeKey);
    return { store, sender: await findSender(deps, tx, store) };
  });
  if (!sender) {
    const message = `${storeKey} cannot send mail: give it a sender with --from, or set SMTP_URL and MAIL_FROM.`;
    throw new AppError('invalid_request', message);
  }
  const letter = {
    subject: `${store.name}: mail works`,
    language: 'en',
    paragraphs: [`This is how mail of ${store.name} looks to its shoppers. Somebody at the shop asked for it.`],
    isAutomatic: true,
  };
  const messageId = `<${randomUUID()}@${domainOf(sender.address.address)}>`;
  const envelope = { recipient: address, messageId, at: new Date() };
  return postLetter(sender, letter, envelope, deps.mail.mayBeInternal);
}
