import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { type MadeEvent, makeEvent } from './made-event.ts';
import { makePlan, type PlannedVisitor } from './plan.ts';
import { isClean, judge, type StoredEvent } from './verdict.ts';

const [ann, bob] = makePlan({ seed: 'verdict', events: 2, visitors: 2, stores: 2, spreadMs: 0 }) as [
  PlannedVisitor,
  PlannedVisitor,
];
const random = createRandom('verdict');
const cartOf = (total: number) => ({ currency: 'EUR', total, itemCount: 0, lines: [] });

function made(at: number, visitor: PlannedVisitor = ann, fault?: MadeEvent['fault']): MadeEvent {
  const content = { type: 'cart_updated' as const, data: { cart: cartOf(at) } };
  const planned = { content, idDigits: random.uuid().slice(15), ...(fault && { fault }) };
  const steady = { ...visitor, clockAheadMs: 0, withdraws: false };
  return { ...makeEvent(steady, planned, at), answer: fault ?? 'taken' };
}

function stored({ visitor, event, at }: MadeEvent): StoredEvent {
  const data = { cart: cartOf(at) };
  const { store, id: visitorId } = visitor;
  return {
    store,
    id: event.id,
    type: 'cart_updated',
    source: 'browser',
    visitorId,
    occurredAt: new Date(at),
    receivedAt: new Date(at + 5),
    page: null,
    data,
  };
}

const kept = (visitor: PlannedVisitor, total: number) => ({
  store: visitor.store,
  id: visitor.id,
  page: null,
  cart: cartOf(total),
});

describe('judge', () => {
  const events = [made(1), made(2), made(3, bob), made(4, bob, 'too_old')];
  const rows = events.slice(0, 3).map(stored);
  const visitors = [kept(ann, 2), kept(bob, 3)];
  const change = (row: Partial<StoredEvent>) =>
    rows.map((stored, index) => (index === 0 ? { ...stored, ...row } : stored));

  it('is content with each event once, and the wrong one refused', () => {
    const verdict = judge(events, rows.toReversed(), visitors);
    expect(verdict).toMatchObject({ made: 4, stored: 3, refused: 1 });
    expect(isClean(verdict)).toBe(true);
  });

  it('tells what was never answered from what was taken and lost', () => {
    const [first, second, ...others] = events as [MadeEvent, MadeEvent, ...MadeEvent[]];
    const verdict = judge([{ ...first, answer: null }, second, ...others], rows.slice(2), visitors);
    expect([verdict.unanswered.length, verdict.lost]).toEqual([1, [second]]);
    expect(isClean(verdict)).toBe(false);
  });

  it('sees what is there twice, and what nobody made or may have', () => {
    const twice = judge(events, [...rows, ...rows.slice(0, 1)], visitors);
    expect(twice.doubled).toEqual(rows.slice(0, 1));
    const refused = events.slice(3).map(stored);
    expect(judge(events, [...rows, ...refused], visitors).unknown).toEqual(refused);
    const ofNobody = change({ id: crypto.randomUUID() });
    expect(judge(events, ofNobody, visitors)).toMatchObject({
      unknown: ofNobody.slice(0, 1),
      lost: events.slice(0, 1),
    });
    const gone = events.map((event) => ({ ...event, visitor: { ...event.visitor, withdraws: true } }));
    expect(judge(gone, rows, []).unknown).toEqual(rows);
  });

  it.each<[string, Partial<StoredEvent>]>([
    ['visitor', { visitorId: bob.id === ann.id ? null : bob.id }],
    ['source', { source: 'server' }],
    ['type', { type: 'page_view' }],
    ['time', { occurredAt: new Date(2) }],
    ['data', { data: { cart: cartOf(9) } }],
    ['page', { page: { url: 'https://elsewhere.example/' } }],
  ])('sees an event with another %s', (_what, difference) => {
    const rowsThen = change(difference);
    expect(judge(events, rowsThen, visitors).changed).toEqual(rowsThen.slice(0, 1));
  });

  it('sees a wrong event that was taken, and a good one that was not', () => {
    const answers = ['invalid', 'taken', 'taken', 'taken'] as const;
    const misjudged = events.map((event, index) => ({ ...event, answer: answers[index] ?? null }));
    expect(judge(misjudged, rows, visitors).misjudged).toEqual([misjudged[0], misjudged[3]]);
  });

  it('sees a cart that is not the newest, and a visitor of whom nothing is kept', () => {
    expect(judge(events, rows, [kept(ann, 1), kept(bob, 3)]).stale).toEqual([kept(ann, 1)]);
    expect(judge(events, rows, [kept(ann, 2)]).stale).toMatchObject([{ id: bob.id }]);
  });
});
