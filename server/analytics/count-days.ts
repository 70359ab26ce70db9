import type { AnalyticsNumbers } from '../../contract/analytics.ts';
import type { Tx } from '../db/database.ts';
import { countConversations, countMessages } from './count-messages.ts';
import { countOrders } from './count-orders.ts';
import { countPresses, countTraffic } from './count-traffic.ts';
import type { Span } from './span.ts';
import { type Day, daysFrom } from './utc-days.ts';

/** Counts a store's days from what is kept of them: one entry for each, also where nothing happened. */
export async function countDays(tx: Tx, span: Span, attributionDays: number): Promise<Map<Day, AnalyticsNumbers>> {
  const days = new Map(daysFrom(span.from, span.to).map((day) => [day, noNumbers()]));
  const numbersOf = ({ day }: { day: Day }) => days.get(day) ?? noNumbers();

  for (const row of await countTraffic(tx, span)) {
    const numbers = numbersOf(row);
    numbers.visitors = row.visitors;
    addMessages(numbers, 'chat', row.chatMessages);
  }
  for (const row of await countPresses(tx, span)) addPresses(numbersOf(row), row);
  for (const row of await countMessages(tx, span)) addMessages(numbersOf(row), row.reason, row.messages);
  for (const row of await countConversations(tx, span)) numbersOf(row).conversations = row.conversations;
  for (const row of await countOrders(tx, span, attributionDays)) addOrders(numbersOf(row), row);
  return days;
}

export function noNumbers(): AnalyticsNumbers {
  return {
    visitors: 0,
    presses: 0,
    conversations: 0,
    messages: { total: 0, byReason: {} },
    unavailable: { presses: 0, rate: null, byReason: {} },
    pressToReadyP75Ms: null,
    orders: { total: 0, revenue: {}, afterChat: 0, revenueAfterChat: {} },
  };
}

type Reason = keyof AnalyticsNumbers['messages']['byReason'];

function addMessages({ messages }: AnalyticsNumbers, reason: Reason, count: number): void {
  if (count === 0) return;
  messages.total += count;
  messages.byReason[reason] = (messages.byReason[reason] ?? 0) + count;
}

type PressCount = Awaited<ReturnType<typeof countPresses>>[number];

function addPresses(numbers: AnalyticsNumbers, { reason, presses, p75Ms }: PressCount): void {
  const { unavailable } = numbers;
  numbers.presses += presses;
  if (reason === null) numbers.pressToReadyP75Ms = p75Ms;
  else {
    unavailable.presses += presses;
    unavailable.byReason[reason] = presses;
  }
  unavailable.rate = unavailable.presses / numbers.presses;
}

type OrderCount = Awaited<ReturnType<typeof countOrders>>[number];

function addOrders({ orders }: AnalyticsNumbers, row: OrderCount): void {
  orders.total += row.orders;
  orders.revenue[row.currency] = row.revenue;
  orders.afterChat += row.afterChat;
  if (row.afterChat > 0) orders.revenueAfterChat[row.currency] = row.revenueAfterChat;
}
