import type { ConsentState } from '../../../contract/consent.ts';
import type { Cart } from '../../../contract/events.ts';
import { uuid } from '../browser/uuid.ts';

/** What this browser knows of an anonymous visitor. */
export interface Visitor {
  id: string;
  /** Of the person: another one is another visitor. */
  epoch: string;
  /** When the id was made: epoch milliseconds. */
  since: number;
  /** Other ids that our server was told something under, the newest: what is taken back is taken back for all. */
  former?: string[];
  /** As it was last seen. */
  cart?: Cart | undefined;
  /** Numbers of orders that have been told, the newest. */
  orders?: string[];
  /** Our server is to be left alone until then: epoch milliseconds. */
  tryAt?: number;
  /** Of tries, in a row. */
  failures?: number;
}

/** The visitor of this page: kept in this browser with leave for `preferences`, else for as long as the page lives. */
export interface VisitorMemory {
  /** Who it is now: another tab may have let somebody else sign in, or out. */
  now(): Visitor;
  note(changes: Partial<Visitor>): void;
  /** Something is sent under it: its own, or one that an earlier page has left behind. */
  use(id: string): void;
  /** Follows the leave: what was kept without it goes, and the visitor with it. */
  follow(leave: ConsentState): void;
  /** @returns the ids that are forgotten, former ones too */
  forget(): string[];
  /** It was kept, and somebody has taken it away: another tab, say, that is not allowed to keep it any more. */
  isGone(): boolean;
}

/** Thirteen months: so long an id is kept at most, however often its visitor comes back. */
const longestMs = 395 * 86_400_000;
const mostFormer = 50;

/** @param epochNow of whoever sits here */
export function createVisitorMemory(storeKey: string, epochNow: () => string): VisitorMemory {
  const key = `storefront-chat:${storeKey}:visitor`;
  /** What is here after the last look, and whether it was written down. */
  let visitor: Partial<Visitor> | undefined;
  let isWritten = false;
  let mayKeep = false;

  function read(): Partial<Visitor> | undefined {
    try {
      return JSON.parse(`${localStorage.getItem(key)}`) ?? undefined;
    } catch {
      // Storage is denied, or somebody else has written there.
      return undefined;
    }
  }

  function write(next: Visitor): Visitor {
    visitor = next;
    try {
      if (mayKeep) localStorage.setItem(key, JSON.stringify(next));
      isWritten = mayKeep;
    } catch {
      // Denied or full: then it is of this page.
    }
    return next;
  }

  function now(): Visitor {
    const known = (mayKeep && read()) || visitor;
    const epoch = epochNow();
    const isSame = known?.epoch === epoch && Number(known.since) > Date.now() - longestMs;
    const next = isSame ? (known as Visitor) : { id: uuid(), epoch, since: Date.now() };
    const former = idsOf(visitor, known).filter((id) => id !== next.id);
    if (!isSame || former.length > idsOf(next).length - 1) return write({ ...next, former: former.slice(-mostFormer) });
    visitor = next;
    return next;
  }

  function forget(): string[] {
    const ids = idsOf(read(), visitor);
    visitor = undefined;
    isWritten = false;
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
    return ids;
  }

  const note = (changes: Partial<Visitor>) => void write({ ...now(), ...changes });

  return {
    now,
    note,
    use(id) {
      const ids = idsOf(now());
      if (!ids.includes(id)) note({ former: [...ids.slice(1), id].slice(-mostFormer) });
    },
    follow(leave) {
      if (leave === 'denied' && read()) visitor = { former: forget() };
      mayKeep = leave === 'granted';
      if (mayKeep && visitor?.id) write(now());
    },
    forget,
    isGone: () => isWritten && !read(),
  };
}

/** Each once, the id of today first. */
function idsOf(...visitors: (Partial<Visitor> | undefined)[]): string[] {
  return [...new Set(visitors.flatMap((visitor) => [visitor?.id ?? [], visitor?.former ?? []].flat()))];
}
