import type { Submission } from './accept-submission.ts';

/** What takes longer than this from being written to being delivered is late: agents are told. */
const lateMs = 5 * 60_000;

/** A browser that says it was longer ago has the wrong time. */
const longestKeptMs = 30 * 86_400_000;

type Times = Pick<Submission, 'writtenAt' | 'receivedAt' | 'deliveredAt' | 'reference'>;

/**
 * `Late: written 14:02, delivered 16:40 (Europe/Amsterdam). Reference K7Q-4TM.`
 * @returns null for a message that was not late
 */
export function describeDelay(message: Times, timeZone = 'UTC'): string | null {
  const { receivedAt, deliveredAt, reference } = message;
  const writtenAt = receivedAt.getTime() - message.writtenAt.getTime() > longestKeptMs ? receivedAt : message.writtenAt;
  if (!deliveredAt || deliveredAt.getTime() - writtenAt.getTime() <= lateMs) return null;
  const isSameDay = day(writtenAt, timeZone) === day(deliveredAt, timeZone);
  const [written, delivered] = [writtenAt, deliveredAt].map((at) =>
    isSameDay ? time(at, timeZone) : `${day(at, timeZone)}, ${time(at, timeZone)}`,
  );
  return `Late: written ${written}, delivered ${delivered} (${timeZone}). Reference ${reference}.`;
}

function day(at: Date, timeZone: string): string {
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone });
}

function time(at: Date, timeZone: string): string {
  return at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
}
