/**
 * What holds the promise up, and can be taken out to see that this program notices:
 *
 * - `lookup`: before a message is sent again, one looks whether it has arrived.
 * - `outbox`: the job that delivers a message is written in the message's own transaction, and a sweep finds what was
 *   left lying.
 * - `lane`: the messages of one session are delivered by one process at a time, in their order.
 */
export const guards = ['lookup', 'outbox', 'lane'] as const;
export type Guard = (typeof guards)[number];
