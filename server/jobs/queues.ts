import type { Queue } from 'pg-boss';

/** What each queue's jobs carry: ids only, the rows are the truth. `requestId` links the logs. */
export interface JobData {
  'deliver-messages': { storeId: string; sessionId: string; requestId: string };
  'confirm-identity': { storeId: string; sessionId: string; requestId: string };
  /** `customerId` is our own, not the shop's. */
  'write-customer-attributes': { storeId: string; customerId: string; requestId: string };
  'poll-customer-attributes': Record<string, never>;
  'sweep-deliveries': Record<string, never>;
  /** What a visitor sees and has, to be shown to agents. */
  'show-activity': { storeId: string; visitorId: string; requestId: string };
  /** What agents were shown of a visitor: in a conversation (Chatwoot's id), on a customer's contact (our id). */
  'clear-activity': { storeId: string; conversationId: number | null; customerId: string | null; requestId: string };
  /** Contacts (Chatwoot's ids) of somebody who is to be forgotten; tried until `giveUpAt`, epoch milliseconds. */
  'delete-contacts': { storeId: string; contactIds: number[]; giveUpAt: number; requestId: string };
  'send-mail': { storeId: string; mailId: string; requestId: string };
  'mail-reply': { storeId: string; replyId: string; requestId: string };
  'poll-replies': Record<string, never>;
  'notice-outages': Record<string, never>;
  'sweep-mails': Record<string, never>;
  'sum-analytics': Record<string, never>;
  'sum-late-analytics': Record<string, never>;
  retention: Record<string, never>;
}

export type QueueName = keyof JobData;

interface QueueSettings extends Omit<Queue, 'name'> {
  cron?: string;
  /** Field of the data that names what a job is about: of several for the same only one waits. */
  oneWaitingPer?: string;
  /** Field of the data that names whose job it is: nobody's may take all the places there are. */
  fairPer?: string;
}

/**
 * Every queue that exists. Made by `migrate`, as owner; the running server only uses them.
 *
 * Retries here are for our own faults (a bug, a lost database). Chatwoot being away is expected: the handlers
 * schedule their next try themselves, so that an outage uses up no tries.
 */
export const queues: Record<QueueName, QueueSettings> = {
  'deliver-messages': {
    policy: 'short',
    oneWaitingPer: 'sessionId',
    fairPer: 'storeId',
    notify: true,
    retryLimit: 5,
    retryBackoff: true,
    expireInSeconds: 120,
    deleteAfterSeconds: 3600,
  },
  'confirm-identity': {
    policy: 'short',
    oneWaitingPer: 'sessionId',
    retryLimit: 5,
    retryBackoff: true,
    expireInSeconds: 120,
    deleteAfterSeconds: 3600,
  },
  'write-customer-attributes': {
    policy: 'short',
    oneWaitingPer: 'customerId',
    retryLimit: 5,
    retryBackoff: true,
    expireInSeconds: 120,
    deleteAfterSeconds: 3600,
  },
  // Shared out by itself (activity/fair-share.ts): putting back what another job for the same waits for fails a batch.
  'show-activity': {
    policy: 'short',
    oneWaitingPer: 'visitorId',
    retryLimit: 5,
    retryBackoff: true,
    expireInSeconds: 120,
    deleteAfterSeconds: 3600,
  },
  'clear-activity': {
    retryLimit: 5,
    retryBackoff: true,
    expireInSeconds: 120,
    deleteAfterSeconds: 3600,
  },
  'delete-contacts': {
    retryLimit: 5,
    retryBackoff: true,
    expireInSeconds: 120,
    deleteAfterSeconds: 3600,
  },
  'poll-customer-attributes': { retryLimit: 0, expireInSeconds: 60, cron: '* * * * *' },
  'send-mail': {
    policy: 'short',
    oneWaitingPer: 'mailId',
    notify: true,
    retryLimit: 5,
    retryBackoff: true,
    expireInSeconds: 120,
    deleteAfterSeconds: 3600,
  },
  'mail-reply': {
    policy: 'short',
    oneWaitingPer: 'replyId',
    retryLimit: 5,
    retryBackoff: true,
    expireInSeconds: 120,
    deleteAfterSeconds: 3600,
  },
  'poll-replies': { retryLimit: 0, expireInSeconds: 60, cron: '* * * * *' },
  'notice-outages': { retryLimit: 0, expireInSeconds: 60, cron: '* * * * *' },
  'sweep-mails': { retryLimit: 0, expireInSeconds: 60, cron: '* * * * *' },
  'sweep-deliveries': { retryLimit: 0, expireInSeconds: 60, cron: '* * * * *' },
  // Of two days, which owners look at; and of every day of which something may still come.
  'sum-analytics': { retryLimit: 0, expireInSeconds: 240, cron: '*/5 * * * *' },
  'sum-late-analytics': { retryLimit: 0, expireInSeconds: 3000, cron: '41 * * * *' },
  retention: { retryLimit: 2, expireInSeconds: 600, cron: '17 * * * *' },
};

export const jobsSchema = 'pgboss';
export const deadLetterQueue = 'dead-letters';
