import type { AnalyticsNumbers } from '../../../contract/analytics.ts';
import type { Message, ToldEvent } from './happenings.ts';

/** All that happened in one store. */
export interface Story {
  events: ToldEvent[];
  messages: Message[];
  customers: string[];
  visitors: { id: string; sessionId: string | null; customerId: string | null }[];
  sessions: { id: string; visitorKey: string | null; customerId: string | null }[];
}

/** The numbers of a day, found as a child would: look at everything, and count. Knows nothing of SQL, nor of our code. */
export function countByHand(story: Story, day: string, attributionDays: number): AnalyticsNumbers {
  const isToday = ({ at }: { at: Date }) => at.toISOString().startsWith(day);
  const told = story.events.filter(isToday);
  const messages = story.messages.filter((message) => isToday(message) && !message.isHeld);
  const reasons = messages.map(({ reason }) => reason ?? 'chat');
  const inFrame = told.filter(
    ({ type, data, visitorId }) => type === 'message_sent' && data?.via === 'chat' && visitorId,
  );
  const allReasons = [...reasons, ...inFrame.map(() => 'chat' as const)];
  const presses = told.filter((event) => !event.visitorId && (event.source ?? 'browser') === 'browser');
  const ready = presses.filter(({ type, data }) => type === 'chat_timing' && data?.name === 'press_to_ready');
  const not = presses.filter(({ type }) => type === 'chat_unavailable');
  const orders = ordersOf(story).filter(isToday);
  const afterChat = orders.filter((order) => isAfterChat(story, order, attributionDays));
  return {
    visitors: new Set(told.flatMap(({ visitorId }) => visitorId ?? [])).size,
    presses: ready.length + not.length,
    conversations: new Set(messages.map(({ conversationId, sessionId }) => conversationId ?? sessionId)).size,
    messages: { total: allReasons.length, byReason: tally(allReasons) },
    unavailable: {
      presses: not.length,
      rate: ready.length + not.length > 0 ? not.length / (ready.length + not.length) : null,
      byReason: tally(not.map(({ data }) => data?.reason as 'csp')),
    },
    pressToReadyP75Ms: threeOfFour(ready.map(({ data }) => Number(data?.ms))),
    orders: {
      total: orders.length,
      revenue: revenueOf(orders),
      afterChat: afterChat.length,
      revenueAfterChat: revenueOf(afterChat),
    },
  };
}

function tally<Name extends string>(names: Name[]): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The least time in which three of four were done. */
function threeOfFour(times: number[]): number | null {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.find((_, index) => (index + 1) / sorted.length >= 0.75) ?? null;
}

interface Order {
  at: Date;
  value: number;
  currency: string;
  tellings: ToldEvent[];
}

function ordersOf({ events }: Story): Order[] {
  const byNumber = new Map<string, ToldEvent[]>();
  for (const event of events.filter(({ type }) => type === 'purchase')) {
    const number = String(event.data?.transactionId);
    byNumber.set(number, [...(byNumber.get(number) ?? []), event]);
  }
  return [...byNumber.values()].map((tellings) => {
    const inTime = tellings.toSorted((a, b) => a.at.getTime() - b.at.getTime());
    const [told, heard] = [inTime[0], inTime.find(({ source }) => source === 'server') ?? inTime[0]];
    if (!told || !heard) throw new Error('An order that nobody told of.');
    return { at: told.at, value: Number(heard.data?.value), currency: String(heard.data?.currency), tellings };
  });
}

function isAfterChat(story: Story, order: Order, attributionDays: number): boolean {
  const { visitors, sessions } = story;
  const told = new Set(order.tellings.flatMap(({ visitorId }) => visitorId ?? []));
  const customers = new Set([
    ...order.tellings.flatMap(({ customerId }) => customerId ?? []),
    ...visitors.flatMap(({ id, customerId }) => (told.has(id) && customerId) || []),
  ]);
  const browsers = visitors.filter(({ id, customerId }) => told.has(id) || (customerId && customers.has(customerId)));
  const isTheirs = ({ visitorId }: ToldEvent) =>
    visitorId && (told.has(visitorId) || browsers.some(({ id }) => id === visitorId));
  const newest = sessions.filter(({ id }) => browsers.some(({ sessionId }) => sessionId === id));
  const theirSessions = sessions.filter(
    ({ id, visitorKey, customerId }) =>
      newest.some((session) => session.id === id || (visitorKey && session.visitorKey === visitorKey)) ||
      (customerId && customers.has(customerId)),
  );
  const isInTime = ({ at }: { at: Date }) =>
    at <= order.at && order.at.getTime() - at.getTime() <= attributionDays * 86_400_000;
  const isChat = ({ type }: ToldEvent) => type === 'chat_started' || type === 'message_sent';
  return (
    story.events.some((event) => isChat(event) && isTheirs(event) && isInTime(event)) ||
    story.messages.some(
      (message) => !message.isHeld && theirSessions.some(({ id }) => id === message.sessionId) && isInTime(message),
    )
  );
}

function revenueOf(orders: Order[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { currency, value } of orders) sums[currency] = (sums[currency] ?? 0) + value;
  return sums;
}
