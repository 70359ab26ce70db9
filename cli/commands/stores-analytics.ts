import { defineCommand } from 'citty';
import { type AnalyticsAnswer, type AnalyticsDay, analyticsQuerySchema } from '../../contract/analytics.ts';
import { formatMoney } from '../../server/activity/index.ts';
import { readAnalytics, recomputeAnalytics } from '../../server/analytics/index.ts';
import { ConfigError, readRetentionDays } from '../../server/config.ts';
import { showStore } from '../../server/stores/index.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

const day = { type: 'string', valueHint: '2026-12-25' } as const;

export const storesAnalytics = defineCommand({
  meta: {
    name: 'analytics',
    description:
      'What happened in a store, day by day (UTC): visitors, presses, messages, orders and those after a chat.\n\n' +
      'A running server sums up every five minutes; today is counted now.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    from: { ...day, description: 'First day; left out: the 30 days up to the last one' },
    to: { ...day, description: 'Last day; left out: today' },
    recompute: {
      type: 'boolean',
      description: 'Count these days again, where all that they are made of is still kept',
    },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const store = await showStore(database, args.store);
      const query = queryOf(args);
      const deps = { database, now: () => new Date() };
      if (args.recompute) {
        const messageDays = readRetentionDays(process.env).submissions;
        const counted = await recomputeAnalytics(deps, store.id, query, messageDays);
        process.stderr.write(describeRecount(counted));
      }
      const answer = await readAnalytics(deps, store, query);
      if (args.json) printJson(answer);
      else process.stdout.write(describe(answer));
    }),
});

function queryOf({ from, to }: { from?: string | undefined; to?: string | undefined }) {
  const query = analyticsQuerySchema.safeParse({ from, to });
  if (!query.success) throw new ConfigError('--from and --to take days: 2026-12-25.');
  return query.data;
}

function describeRecount(days: string[]): string {
  if (days.length === 0) return 'Not counted again: what these days are made of is no longer kept.\n';
  return `Counted again: ${days.length} ${days.length === 1 ? 'day' : 'days'}, from ${days[0]} on.\n`;
}

const header = ['day', 'visitors', 'presses', 'no chat', 'ready', 'conversations', 'messages', 'orders', 'after chat'];

function describe({ from, to, days, rules }: AnalyticsAnswer): string {
  const known = days.filter(({ countedAt }) => countedAt !== null);
  if (known.length === 0) return `Nothing is known of the days from ${from} to ${to}.\n`;
  return `${formatTable(header, known.map(rowOf))}\n${Object.values(rules).join('\n')}\n`;
}

function rowOf({
  day,
  visitors,
  presses,
  unavailable,
  pressToReadyP75Ms,
  conversations,
  messages,
  orders,
}: AnalyticsDay) {
  return [
    day,
    String(visitors),
    String(presses),
    unavailable.rate === null ? '' : `${(unavailable.rate * 100).toFixed(1)} %`,
    pressToReadyP75Ms === null ? '' : `${pressToReadyP75Ms} ms`,
    String(conversations),
    String(messages.total),
    withAmounts(orders.total, orders.revenue),
    withAmounts(orders.afterChat, orders.revenueAfterChat),
  ];
}

/** `2 (39.98 EUR)` */
function withAmounts(count: number, amounts: Record<string, number>): string {
  const written = Object.entries(amounts).map(([currency, minor]) => formatMoney(minor, currency));
  return written.length > 0 ? `${count} (${written.join(', ')})` : String(count);
}
