import { mostCorrectionMs } from '../events/index.ts';
import type { Store } from '../stores/index.ts';
import { addDays, type Day, dayMs } from './utc-days.ts';

type Retention = Pick<Store, 'eventRetentionDays' | 'attributionDays'>;

/** So many days back there may be something new to count: events are taken for a week. */
export const lateDays = 8;

/** So long at least messages are remembered, whatever `RETENTION_DAYS` says. */
export const leastMessageDays = 30;

/** A day that is being deleted, and those in which events may lie whose sender's clock was wrong. */
const edgeDays = 1 + mostCorrectionMs / dayMs;

/** For how many days, today not counted, all rows that a day's numbers are made of are there for certain. */
function wholeDays({ eventRetentionDays }: Retention, messageDays: number): number {
  return Math.min(eventRetentionDays - edgeDays, Math.max(messageDays, leastMessageDays) - 1);
}

/**
 * How many days may lie between chat and order. Fewer than the store asks for if its rows are not kept so long that a
 * day can be counted again, with all the chats before it, when late events have come.
 */
export function attributionDaysOf(store: Retention): number {
  return Math.max(1, Math.min(store.attributionDays, wholeDays(store, leastMessageDays) - lateDays));
}

/** The first day that can still be counted, with the chats before it. Yesterday always is: nobody else will. */
export function firstWholeDay(store: Retention, today: Day, messageDays: number): Day {
  return addDays(today, -Math.max(1, wholeDays(store, messageDays) - attributionDaysOf(store)));
}

/** What is counted, in words. */
export function rulesOf(store: Retention) {
  const days = attributionDaysOf(store);
  return {
    visitors: 'Browsers whose visitor allows analytics, by the day on which they were seen. Days do not add up.',
    messages:
      'Messages that we took, by why there was no chat when they were written ("chat": there was). What is written in ' +
      'Chatwoot’s own frame is counted where the visitor allows analytics; what is held as spam is not.',
    orders:
      'Orders that a page or the shop’s server told of, each number once, on the day it was first told. Where both ' +
      'did, the server’s value counts.',
    afterChat:
      'An order counts as one after a chat when its visitor or customer began a chat or wrote a message at most ' +
      `${days} ${days === 1 ? 'day' : 'days'} before it.`,
  };
}
