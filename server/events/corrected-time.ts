import { aheadDays, lateDays } from './judge-events.ts';

/** Less than this may as well be the network's doing, and correcting it would put a delayed batch after its successor. */
const trustedMs = 60_000;

/** No good event is further off: it happened within some days before now, and its id is of some days around now. */
export const mostCorrectionMs = (lateDays + aheadDays) * 86_400_000;

/** Turns times of a sender's clock, which said `sentAt` when ours said `now`, into ours: none in the future. */
export function correctTimes(sentAt: number, now: Date): (time: number) => Date {
  const nowMs = now.getTime();
  const behindMs = nowMs - sentAt;
  const isRight = Math.abs(behindMs) < trustedMs;
  const correctionMs = isRight ? 0 : Math.max(-mostCorrectionMs, Math.min(mostCorrectionMs, behindMs));
  return (time) => new Date(Math.min(nowMs, time + correctionMs));
}
