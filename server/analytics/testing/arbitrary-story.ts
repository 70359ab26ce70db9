import fc from 'fast-check';
import { reasons } from '../../../contract/reasons.ts';
import type { Story } from './count-by-hand.ts';
import type { Message, ToldEvent } from './happenings.ts';

const dayMs = 86_400_000;

/** So few people that they meet. */
const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID());
const people = { customers: ids(4), sessions: ids(8), visitors: ids(10), keys: ids(3) };
/** These have no row: they are known by what they did alone. */
const rowless = people.visitors.slice(0, 2);

/** Everything that may happen in a store on the `days` days before `end`, on the edges of days above all. */
export function arbitraryStory(end: Date, days: number): fc.Arbitrary<Story> {
  const at = timeBefore(end, days);
  const sessions = people.sessions.map((id) =>
    record({ id: fc.constant(id), visitorKey: maybe(people.keys), customerId: maybe(people.customers) }),
  );
  const visitors = people.visitors
    .filter((id) => !rowless.includes(id))
    .map((id) =>
      record({ id: fc.constant(id), sessionId: maybe(people.sessions), customerId: maybe(people.customers) }),
    );
  return record({
    customers: fc.constant(people.customers),
    sessions: fc.tuple(...sessions),
    visitors: fc.tuple(...visitors),
    events: fc.uniqueArray(event(at), { minLength: 20, maxLength: 120, selector: tellingOf }),
    messages: fc.array(message(at), { maxLength: 12 }),
  });
}

const one = (of: string[]) => fc.constantFrom(...of);
const maybe = (of: string[]) => fc.option(one(of), { freq: 1 });

/** Objects as JSON has them. */
const record = <T>(of: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => fc.record(of, { noNullPrototype: true });

function timeBefore(end: Date, days: number): fc.Arbitrary<Date> {
  const inDay = fc.oneof(fc.constantFrom(0, 1, dayMs - 1, dayMs / 2), fc.nat(dayMs - 1));
  return fc.tuple(fc.nat(days - 1), inDay).map(([day, ms]) => new Date(end.getTime() - (day + 1) * dayMs + ms));
}

function event(at: fc.Arbitrary<Date>): fc.Arbitrary<ToldEvent> {
  const visitorId = one(people.visitors);
  const skewMs = fc.oneof(fc.constant(0), fc.integer({ min: -7 * dayMs, max: 8 * dayMs }));
  const reason = fc.constantFrom(...reasons.slice(0, 3));
  const ms = fc.integer({ min: 0, max: 5000 });
  const order = record({
    transactionId: fc.nat(30).map(String),
    value: fc.integer({ min: 0, max: 1_000_000_000_000 }),
    currency: fc.constantFrom('EUR', 'USD'),
  });
  const nobody = fc.constant(null);
  const fromServer = fc.constant('server' as const);
  const told = (
    type: ToldEvent['type'],
    data: fc.Arbitrary<Record<string, unknown>>,
    who: fc.Arbitrary<string | null>,
  ) => record({ type: fc.constant(type), at, data, visitorId: who, skewMs });
  const orderOfPage = told('purchase', order, visitorId);
  const orderOfServer = record({
    type: fc.constant('purchase' as const),
    at,
    data: order,
    source: fromServer,
    visitorId: maybe(people.visitors),
    customerId: maybe(people.customers),
  });
  return fc.oneof(
    told('page_view', fc.constant({}), visitorId),
    // Seldom enough that most orders have no chat before them.
    told('chat_started', fc.constant({}), one(people.visitors.slice(-1))),
    told('message_sent', record({ via: fc.constantFrom('box', 'chat') }), one(people.visitors.slice(-3))),
    told('chat_timing', record({ name: fc.constantFrom('press_to_ready', 'chunks'), ms }), nobody),
    told('chat_unavailable', record({ reason, ms }), nobody),
    // What a visitor’s own browser says of a press is not counted once more.
    told('chat_timing', record({ name: fc.constant('press_to_ready'), ms }), visitorId),
    told('chat_unavailable', record({ reason, ms }), visitorId),
    { arbitrary: orderOfPage, weight: 4 },
    { arbitrary: orderOfServer, weight: 4 },
  );
}

function message(at: fc.Arbitrary<Date>): fc.Arbitrary<Message> {
  return record({
    sessionId: one(people.sessions),
    at,
    reason: fc.option(fc.constantFrom(...reasons.slice(0, 3))),
    conversationId: fc.option(fc.constantFrom(1, 2)),
    isHeld: fc.boolean(),
  });
}

/** Nobody tells of an order twice at the same instant: which of the two was first, only their ids would say. */
function tellingOf(event: ToldEvent): unknown {
  const { type, at, data, source } = event;
  return type === 'purchase' ? `${data?.transactionId} ${source} ${at.getTime()}` : event;
}
