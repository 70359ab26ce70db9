import type { ServedStore } from '../stores/index.ts';
import type { Letter, Mail } from './letter.ts';
import type { MailDeps } from './mail-deps.ts';
import { isEndOf, waitingMessages } from './notice-outages.ts';
import { mailTextsFor } from './texts/index.ts';
import { fill } from './texts/mail-texts.ts';

/** Tells the shop's people how many messages wait, or that none does any more. Quotes none of them. */
export async function writeOutage(deps: MailDeps, mail: Mail): Promise<Letter | null> {
  const store = deps.directory.findById(mail.storeId);
  if (!store) return null;
  const { language, texts } = mailTextsFor(store.locale);
  const names = { shop: store.name };
  if (isEndOf(mail)) {
    const time = timeOf(store, new Date(mail.facts.since ?? mail.createdAt));
    const paragraphs = [fill(texts.outageOverNext, { time })];
    return { subject: fill(texts.outageOver, names), language, paragraphs, isAutomatic: true };
  }
  const { count, oldest } = await deps.database.inStore(mail.storeId, (tx) => waitingMessages(tx, mail.storeId));
  if (!oldest) return null;
  const since = fill(texts.outageSince, { time: timeOf(store, oldest) });
  const paragraphs = [since, fill(texts.outageCount, { count: String(count) }), texts.outageNext];
  return { subject: fill(texts.outage, names), language, paragraphs, isAutomatic: true };
}

/** By the shop's clock, with the zone beside it. */
function timeOf({ locale, openingHours }: ServedStore, time: Date): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: openingHours?.timeZone ?? 'UTC',
    timeZoneName: 'short',
  });
  return format.format(time);
}
