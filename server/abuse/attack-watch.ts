export interface AttackWatch {
  /** A message came to a store, without any work done for it. */
  noteMessage(storeId: string): void;
  /** One was refused, because there were too many of an address, a visitor or the store. */
  noteRefusal(storeId: string): void;
  isUnderAttack(storeId: string): boolean;
}

export interface AttackWatchOptions {
  now(): Date;
  /** Called when it begins, not while it goes on. */
  onAttack(storeId: string): void;
}

/** Beyond this, and beyond this many times its usual, are more in a minute than a store gets of its shoppers. */
const leastMessages = 300;
const timesUsual = 10;
/** Whoever goes on after being refused is no browser of ours: those wait longer every time. */
const mostRefusals = 120;
/** An attack is over when there was none for so long. */
const calmMs = 10 * 60_000;
const minuteMs = 60_000;
/** How much of what is usual was learned in the last minute. */
const learning = 0.1;

interface Minute {
  /** Which, since 1970. */
  number: number;
  messages: number;
  refusals: number;
  /** Messages in a minute of the time before. */
  usual: number;
  attackedUntil: number;
}

/** Tells by their number, in this process, when messages come from machines. */
export function createAttackWatch({ now, onAttack }: AttackWatchOptions): AttackWatch {
  const minutes = new Map<string, Minute>();

  function thisMinute(storeId: string): Minute {
    const number = Math.floor(now().getTime() / minuteMs);
    const last = minutes.get(storeId);
    if (last?.number === number) return last;
    const started = { number, messages: 0, refusals: 0, usual: usualAfter(last, number), attackedUntil: 0 };
    const minute = { ...started, attackedUntil: last?.attackedUntil ?? 0 };
    minutes.set(storeId, minute);
    return minute;
  }

  function look(storeId: string, minute: Minute) {
    const isMuch = minute.messages > Math.max(leastMessages, timesUsual * minute.usual);
    if (!isMuch && minute.refusals <= mostRefusals) return;
    const isNew = minute.attackedUntil < now().getTime();
    minute.attackedUntil = now().getTime() + calmMs;
    if (isNew) onAttack(storeId);
  }

  return {
    noteMessage(storeId) {
      const minute = thisMinute(storeId);
      minute.messages += 1;
      look(storeId, minute);
    },
    noteRefusal(storeId) {
      const minute = thisMinute(storeId);
      minute.refusals += 1;
      look(storeId, minute);
    },
    isUnderAttack: (storeId) => (minutes.get(storeId)?.attackedUntil ?? 0) >= now().getTime(),
  };
}

/** An attack is nothing to get used to. */
function usualAfter(last: Minute | undefined, number: number): number {
  if (!last) return 0;
  const isAttack = last.attackedUntil >= last.number * minuteMs;
  const learned = isAttack ? last.usual : last.usual + learning * (last.messages - last.usual);
  return learned * (1 - learning) ** (number - last.number - 1);
}
