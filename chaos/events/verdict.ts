import { isDeepStrictEqual } from 'node:util';
import { type StorefrontEvent, storefrontEventSchema } from '../../contract/events.ts';
import type { MadeEvent } from './made-event.ts';

/** An event as it stands in the table. */
export interface StoredEvent {
  /** The store's place among all, from 0. */
  store: number;
  id: string;
  type: string;
  source: string;
  visitorId: string | null;
  occurredAt: Date;
  receivedAt: Date;
  page: unknown;
  data: unknown;
}

/** What is kept of a visitor's newest page and cart. */
export interface StoredVisitor {
  store: number;
  id: string;
  page: unknown;
  cart: unknown;
}

export interface Verdict {
  made: number;
  /** Of these, each counted once. */
  stored: number;
  /** Refused, as it should be: made wrong. */
  refused: number;
  /** Their visitors took their leave back: nothing of them is there. */
  withdrawn: number;
  /** Our server never said a word, although there was time. */
  unanswered: MadeEvent[];
  /** Our server said that it has them, and has not. */
  lost: MadeEvent[];
  doubled: StoredEvent[];
  /** Nobody made them, or nobody may have them any more. */
  unknown: StoredEvent[];
  /** Not as they were made: words, page, kind, time, or whose they are. */
  changed: StoredEvent[];
  /** Made well and refused, or made wrong and not refused for that. */
  misjudged: MadeEvent[];
  /** The page or cart of a visitor is not the newest that was told, as far as a clock that is off lets one know. */
  stale: StoredVisitor[];
}

/** What a batch of a clock that is off may have taken on its way: so far its events cannot be put in order. */
const mostErrorMs = 60_000;

/** Compares what was made with what stands in the tables. */
export function judge(made: MadeEvent[], rows: StoredEvent[], visitors: StoredVisitor[]): Verdict {
  const staying = made.filter(({ visitor }) => !visitor.withdraws);
  const good = staying.filter(({ fault }) => !fault);
  const known = new Map(good.map((event) => [nameOf(event.visitor.store, event.event.id), event]));
  const found = new Map<string, StoredEvent>();
  const verdict: Verdict = {
    made: made.length,
    stored: 0,
    refused: 0,
    withdrawn: made.length - staying.length,
    unanswered: staying.filter(({ answer }) => answer === null),
    lost: [],
    doubled: [],
    unknown: [],
    changed: [],
    misjudged: staying.filter(({ answer, fault }) => answer !== null && answer !== (fault ?? 'taken')),
    stale: staleIn(good, visitors),
  };
  for (const row of rows) {
    const name = nameOf(row.store, row.id);
    const event = known.get(name);
    if (!event) verdict.unknown.push(row);
    else if (found.has(name)) verdict.doubled.push(row);
    else if (!isSame(event, row)) verdict.changed.push(row);
    found.set(name, row);
  }
  verdict.lost = good.filter(
    ({ answer, visitor, event }) => answer === 'taken' && !found.has(nameOf(visitor.store, event.id)),
  );
  verdict.stored = [...found.keys()].filter((name) => known.has(name)).length;
  verdict.refused = staying.filter(({ answer, fault }) => fault && answer === fault).length;
  return verdict;
}

export function isClean(verdict: Verdict): boolean {
  return Object.values(wrongIn(verdict)).every((list) => list.length === 0);
}

/** All that must not be. */
export function wrongIn({ made: _, stored: __, refused: ___, withdrawn: ____, ...wrong }: Verdict) {
  return wrong;
}

const nameOf = (store: number, id: string) => `${store} ${id}`;

function isSame({ visitor, event, at }: MadeEvent, row: StoredEvent): boolean {
  const { type, page = null, data } = storefrontEventSchema.parse(event);
  const [happenedAt, receivedAt] = [row.occurredAt.getTime(), row.receivedAt.getTime()];
  // Nothing happens after it was heard of: what was made in the same moment has ids that are some milliseconds ahead.
  const earliest = Math.min(at, receivedAt);
  // A clock that is off is corrected by when a batch came: what the batch took on its way remains.
  const isInTime =
    visitor.clockAheadMs === 0 ? happenedAt === earliest : happenedAt >= earliest && happenedAt <= receivedAt;
  return (
    row.type === type &&
    row.source === 'browser' &&
    row.visitorId === visitor.id &&
    isInTime &&
    isDeepStrictEqual({ page: row.page, data: row.data }, { page, data })
  );
}

/** Visitors of whom something else is kept than what they told last, or nothing at all. */
function staleIn(good: MadeEvent[], visitors: StoredVisitor[]): StoredVisitor[] {
  const told = new Map<string, MadeEvent[]>();
  for (const made of good) {
    const name = nameOf(made.visitor.store, made.visitor.id);
    if (!told.get(name)?.push(made)) told.set(name, [made]);
  }
  const kept = new Set(visitors.map(({ store, id }) => nameOf(store, id)));
  const missing = [...told.keys()].filter((name) => !kept.has(name)).map(nameless);
  const stale = visitors.filter(({ store, id, page, cart }) => {
    const events = (told.get(nameOf(store, id)) ?? []).toSorted((one, other) => other.at - one.at);
    return events.length === 0 || !isAmongNewest(page, events, pageOf) || !isAmongNewest(cart, events, cartOf);
  });
  return [...missing, ...stale];
}

/** @param newestFirst of one visitor. Of a clock that is off nobody can tell which of two came first within its error. */
function isAmongNewest(kept: unknown, newestFirst: MadeEvent[], partOf: (event: StorefrontEvent) => unknown): boolean {
  const parts = newestFirst.flatMap(({ at, visitor, event }) => {
    const part = partOf(storefrontEventSchema.parse(event));
    return part ? [{ at, part, errorMs: visitor.clockAheadMs === 0 ? 0 : mostErrorMs }] : [];
  });
  const [newest] = parts;
  if (!newest) return kept === null;
  return parts.some(({ at, part, errorMs }) => at >= newest.at - errorMs && isDeepStrictEqual(part, kept));
}

const pageOf = ({ page }: StorefrontEvent) => page;

function cartOf(event: StorefrontEvent) {
  return event.type === 'cart_updated' || event.type === 'begin_checkout' ? event.data.cart : undefined;
}

/** A visitor of whom nothing is kept. */
function nameless(name: string): StoredVisitor {
  const [store, id = ''] = name.split(' ');
  return { store: Number(store), id, page: null, cart: null };
}
