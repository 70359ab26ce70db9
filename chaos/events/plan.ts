import { createDeck, createRandom, type Random } from '../random.ts';
import { type EventContent, makeContent } from './event-content.ts';

/** Why an event is refused that was made wrong on purpose. */
export const faults = ['invalid', 'too_large', 'too_old', 'in_future'] as const;
export type Fault = (typeof faults)[number];

export interface PlannedEvent {
  content: EventContent;
  /** The random digits of its id; the others are the time. */
  idDigits: string;
  fault?: Fault;
}

/** A page that somebody looks at, or something that they do there: what is told of it is ready at once. */
interface PlannedMoment {
  /** Since the one before. */
  pauseMs: number;
  events: PlannedEvent[];
  /** The page is left while it sends, after so long: nobody hears the answer. */
  leavesAfterMs?: number;
}

export interface PlannedVisitor {
  id: string;
  /** Of the stores, from 0. */
  store: number;
  address: string;
  startMs: number;
  /** How far the clock of this browser is ahead; negative: behind. */
  clockAheadMs: number;
  /** Two tabs share what is unsent, and both send it. */
  hasTwoTabs: boolean;
  /** Takes the leave back at the end, while the last of it is under way: nothing may be left. */
  withdraws: boolean;
  moments: PlannedMoment[];
}

export interface PlanOptions {
  seed: string;
  events: number;
  visitors: number;
  stores: number;
  /** Over how long somebody is there. */
  spreadMs: number;
}

const hourMs = 3_600_000;

/** Who comes and what they do. The same for the same options; only when things happen is the machine's affair. */
export function makePlan({ seed, events, visitors, stores, spreadMs }: PlanOptions): PlannedVisitor[] {
  const random = createRandom(`${seed} plan`);
  const nextFault = createDeck(random, faults);
  const planned: PlannedVisitor[] = [];
  for (let index = 0; index < visitors; index += 1) {
    const count = Math.floor(((index + 1) * events) / visitors) - Math.floor((index * events) / visitors);
    // The same browser at the next store: neither sees what the other knows.
    const before = planned.at(-1);
    const id = before && stores > 1 && random.chance(0.04) ? before.id : random.uuid();
    planned.push({
      id,
      store: index % stores,
      address: `10.${Math.floor(index / 250)}.0.${(index % 250) + 1}`,
      startMs: random.between(0, spreadMs / 4),
      clockAheadMs: random.chance(0.1) ? random.between(-20 * hourMs, 20 * hourMs) : 0,
      hasTwoTabs: random.chance(0.15),
      withdraws: random.chance(0.03),
      moments: makeMoments(random, count, spreadMs, nextFault),
    });
  }
  return planned;
}

function makeMoments(random: Random, count: number, spreadMs: number, nextFault: () => Fault): PlannedMoment[] {
  const moments: PlannedMoment[] = [];
  for (let left = count; left > 0; ) {
    // Mostly a page and what is on it; sometimes all that was seen without a line.
    const size = Math.min(left, random.chance(0.05) ? random.between(40, 120) : random.between(1, 8));
    moments.push({
      pauseMs: 0,
      events: Array.from({ length: size }, () => makeEvent(random, nextFault)),
      ...(random.chance(0.1) && { leavesAfterMs: random.between(0, 60) }),
    });
    left -= size;
  }
  const longestMs = Math.floor((1.5 * spreadMs) / moments.length);
  for (const moment of moments) moment.pauseMs = random.between(0, longestMs);
  return moments;
}

function makeEvent(random: Random, nextFault: () => Fault): PlannedEvent {
  const content = makeContent(random);
  return { content, idDigits: random.uuid().slice(15), ...(random.chance(0.01) && { fault: nextFault() }) };
}
